using Ramet.DuckDb;

namespace Ramet.Warehouse.Writing;

/// <summary>
/// A file that the engine's COPY wrote, from its result with RETURN_STATS: filename, count, file_size_bytes, footer_size_bytes,
/// column_statistics MAP(VARCHAR, MAP(VARCHAR, VARCHAR)), partition_keys MAP(VARCHAR, VARCHAR).
/// </summary>
internal sealed record WrittenFile
{
    /// <summary>The path as the engine opened it.</summary>
    public required string Path { get; init; }

    /// <summary>Number of rows.</summary>
    public required long RowCount { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Statistics by the path of a column, its parts in double quotes: <c>"s"."x"</c>; each a text by name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ColumnStatistics { get; init; }

    private IReadOnlyDictionary<string, string> PartitionTexts { get; init; } = new Dictionary<string, string>();

    /// <summary>The value of a partition column as text; null for NULL.</summary>
    public string? PartitionText(string column) => PartitionTexts.GetValueOrDefault(column);

    /// <summary>Reads the result of COPY to its end.</summary>
    public static List<WrittenFile> ReadAll(DuckDbResult rows)
    {
        var files = new List<WrittenFile>();
        while (rows.TryReadChunk(out var chunk))
        {
            for (var row = 0; row < chunk.RowCount; row++)
                files.Add(Read(chunk, row));
        }
        return files;
    }

    private static WrittenFile Read(DataChunk chunk, int row) => new()
    {
        Path = chunk.Vector(0).Text(row),
        RowCount = checked((long)chunk.Vector(1).Values<ulong>()[row]),
        SizeBytes = checked((long)chunk.Vector(2).Values<ulong>()[row]),
        ColumnStatistics = ReadMap<IReadOnlyDictionary<string, string>>(chunk.Vector(4), row, ReadTexts),
        PartitionTexts = ReadTexts(chunk.Vector(5), row),
    };

    private static Dictionary<string, string> ReadTexts(DataVector map, int row) => ReadMap(map, row, (values, index) => values.Text(index));

    /// <summary>Entries whose value is NULL are left out.</summary>
    private static Dictionary<string, T> ReadMap<T>(DataVector map, int row, Func<DataVector, int, T> read)
    {
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        if (map.IsNull(row))
            return entries;
        var (keys, values, entry) = (map.Elements.Field(0), map.Elements.Field(1), map.Entry(row));
        for (var index = entry.Start; index < entry.End; index++)
        {
            if (!values.IsNull(index))
                entries[keys.Text(index)] = read(values, index);
        }
        return entries;
    }
}
