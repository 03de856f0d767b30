using System.Collections.Immutable;
using System.Globalization;
using Ramet.DuckDb;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Types;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Jobs;

/// <summary>
/// A result in a Parquet file of its own, with columns named <c>c0</c>, <c>c1</c> and so on, since names of results need not be unique. The
/// number of a row in the file is its place in the result, by which the engine finds a range without reading what is before it.
/// </summary>
/// <param name="engine">Reads it.</param>
/// <param name="path">The path of the file.</param>
/// <param name="description">What is known of the rows.</param>
internal sealed class FileRows(Engine engine, string path, JobRowsDescription description) : JobRows(description)
{
    /// <summary>The engine's statement that writes the rows of a query to a file.</summary>
    public static string CopyStatement(string sql, ImmutableArray<ResultColumn> columns, string path)
    {
        var names = columns.Select((_, index) => Name(index)).ToList();
        var items = columns.Select((column, index) => Stored(column.Type) == column.Type ? Name(index) : Cast(index, Stored(column.Type)));
        return $"COPY (SELECT {string.Join(", ", items)} FROM ({sql}) AS q({string.Join(", ", names)})) TO {DuckDbNames.Literal(path)} (FORMAT parquet)";
    }

    public override JobRowsReader Open(long offset, long count, IReadOnlyList<int>? columns = null) =>
        Open(columns ?? [.. Enumerable.Range(0, Columns.Length)], offset, count, static (sql, _) => sql, TimeZoneInfo.Utc);

    public override JobTextReader OpenTexts(long offset, long count) =>
        new(Open([.. Enumerable.Range(0, Columns.Length)], offset, count, LocalTimes.InResult, Zone));

    private JobRowsReader Open(
        IReadOnlyList<int> columns, long offset, long count, Func<string, ImmutableArray<ResultColumn>, string> shown, TimeZoneInfo zone)
    {
        if (!File.Exists(path))
            throw JobResultStore.NotKept();
        ImmutableArray<ResultColumn> wanted = [.. columns.Select(column => Columns[column])];
        var connection = engine.Connect();
        try
        {
            var rows = connection.Query(shown(Select(columns, offset, count), wanted), zone, CancellationToken.None);
            return new JobRowsReader(wanted, Read(rows, [.. Enumerable.Range(0, columns.Count)]), new Source(rows, connection));
        }
        catch (Exception error)
        {
            connection.Dispose();
            throw ErrorTranslation.Of(error, CancellationToken.None);
        }
    }

    private string Select(IReadOnlyList<int> columns, long offset, long count)
    {
        var items = columns.Select(column => Stored(Columns[column].Type) == Columns[column].Type ? Name(column) : Cast(column, Columns[column].Type));
        var end = count > long.MaxValue - offset ? long.MaxValue : offset + count;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {string.Join(", ", items)} FROM read_parquet({DuckDbNames.Literal(path)}, file_row_number = true) WHERE file_row_number >= {offset} AND file_row_number < {end}");
    }

    private static IEnumerator<JobRowBatch> Read(DuckDbResult rows, IReadOnlyList<int> columns)
    {
        while (rows.TryReadChunk(out var chunk))
            yield return new JobRowBatch(chunk, columns, 0, chunk.RowCount);
    }

    private static string Name(int column) => string.Create(CultureInfo.InvariantCulture, $"c{column}");

    private static string Cast(int column, DataType type) => $"CAST({Name(column)} AS {DuckDbTypes.NameOf(type)}) AS {Name(column)}";

    /// <summary>The type in the file. Parquet's intervals have no microseconds, so they are texts there.</summary>
    private static DataType Stored(DataType type) => type switch
    {
        { Kind: TypeKind.IntervalYearMonth or TypeKind.IntervalDayTime } => DataType.String,
        ArrayType array => new ArrayType(Stored(array.Element)),
        MapType map => new MapType(Stored(map.Key), Stored(map.Value)),
        StructType fields => new StructType([.. fields.Fields.Select(field => new StructField(field.Name, Stored(field.Type)))]),
        _ => type,
    };

    private sealed class Source(DuckDbResult rows, EngineConnection connection) : IDisposable
    {
        public void Dispose()
        {
            rows.Dispose();
            connection.Dispose();
        }
    }
}
