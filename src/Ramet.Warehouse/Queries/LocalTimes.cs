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
        if (columns.All(IsShownAsItIs))
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
    public static string BesideInstants(string sql, ImmutableArray<ResultColumn> columns)
    {
        if (columns.All(IsShownAsItIs))
            return sql;
        var names = columns.Select((_, index) => $"c{index}").ToList();
        var added = columns.Zip(names)
            .Where(static column => !IsShownAsItIs(column.First))
            .Select(static column => $"CAST({column.Second} AS {DuckDbTypes.NameOf(Local(column.First.Type))})");
        return $"SELECT {string.Join(", ", names.Concat(added))} FROM ({sql}) AS instants({string.Join(", ", names)})";
    }

    /// <summary>For each column of a query, the column that is shown of the result of <see cref="BesideInstants"/>.</summary>
    public static IReadOnlyList<int> ShownColumns(ImmutableArray<ResultColumn> columns)
    {
        var next = columns.Length;
        return [.. columns.Select((column, index) => IsShownAsItIs(column) ? index : next++)];
    }

    private static bool IsShownAsItIs(ResultColumn column) => Local(column.Type) == column.Type;

    private static string Item(ResultColumn column, string name) =>
        IsShownAsItIs(column) ? name : $"CAST({name} AS {DuckDbTypes.NameOf(Local(column.Type))}) AS {name}";

    private static DataType Local(DataType type) => type switch
    {
        { Kind: TypeKind.DateTime or TypeKind.Timestamp } => DataType.TimestampNtz,
        ArrayType array => new ArrayType(Local(array.Element)),
        MapType map => new MapType(Local(map.Key), Local(map.Value)),
        StructType fields => new StructType([.. fields.Fields.Select(field => new StructField(field.Name, Local(field.Type)))]),
        _ => type,
    };
}
