using System.Collections.Immutable;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// Lets the engine turn the instants of a result into the local time in which they are shown. .NET keeps a zone's offsets in whole minutes,
/// but until the zones were standardised (in China until 1901) they had seconds; the engine reads literals by the exact offsets, so what
/// it read as 1900-01-01 00:00:00 must be shown by the same offsets.
/// </summary>
internal static class LocalTimes
{
    /// <summary>The query with DATETIME and TIMESTAMP, also within nested values, as time without a zone; itself when it has none of them.</summary>
    /// <param name="sql">The query in the engine's dialect.</param>
    /// <param name="columns">Its columns.</param>
    public static string InResult(string sql, ImmutableArray<ResultColumn> columns)
    {
        if (columns.All(column => Local(column.Type) == column.Type))
            return sql;
        var names = columns.Select((_, index) => $"c{index}").ToList();
        return $"SELECT {string.Join(", ", columns.Zip(names, Item))} FROM ({sql}) AS instants({string.Join(", ", names)})";
    }

    /// <summary>
    /// The query with its columns, followed by those of them that are not shown as they are, as time without a zone: for a result from which
    /// both the instants and what is shown will be read.
    /// </summary>
    /// <param name="sql">The query in the engine's dialect.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="shown">For each column, the column of the result that is shown.</param>
    public static string BesideInstants(string sql, ImmutableArray<ResultColumn> columns, out ImmutableArray<int> shown)
    {
        var positions = ImmutableArray.CreateBuilder<int>(columns.Length);
        var names = columns.Select((_, index) => $"c{index}").ToList();
        var added = new List<string>();
        for (var column = 0; column < columns.Length; column++)
        {
            var local = Local(columns[column].Type);
            positions.Add(local == columns[column].Type ? column : columns.Length + added.Count);
            if (local != columns[column].Type)
                added.Add($"CAST({names[column]} AS {DuckDbTypes.NameOf(local)})");
        }
        shown = positions.MoveToImmutable();
        return added.Count == 0
            ? sql
            : $"SELECT {string.Join(", ", names.Concat(added))} FROM ({sql}) AS instants({string.Join(", ", names)})";
    }

    private static string Item(ResultColumn column, string name) =>
        Local(column.Type) is var local && local == column.Type ? name : $"CAST({name} AS {DuckDbTypes.NameOf(local)}) AS {name}";

    private static DataType Local(DataType type) => type switch
    {
        { Kind: TypeKind.DateTime or TypeKind.Timestamp } => DataType.TimestampNtz,
        ArrayType array => new ArrayType(Local(array.Element)),
        MapType map => new MapType(Local(map.Key), Local(map.Value)),
        StructType fields => new StructType([.. fields.Fields.Select(field => new StructField(field.Name, Local(field.Type)))]),
        _ => type,
    };
}
