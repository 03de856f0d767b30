using Ramet.DuckDb;

namespace Ramet.Warehouse.Jobs;

/// <summary>Estimates how much memory a chunk of the engine takes.</summary>
internal static class ChunkSize
{
    /// <summary>The engine makes room for so many values in each vector, however few there are.</summary>
    private const int VectorRows = 2048;

    private const int BytesPerValue = 16;

    /// <summary>Roughly its bytes.</summary>
    public static long Estimate(DataChunk chunk) => Enumerable.Range(0, chunk.Types.Count).Sum(column => Estimate(chunk.Vector(column)));

    private static long Estimate(DataVector vector)
    {
        var bytes = (long)Math.Max(VectorRows, vector.RowCount) * BytesPerValue;
        return vector.Type switch
        {
            DuckDbType.List or DuckDbType.Map or DuckDbType.Array => bytes + Estimate(vector.Elements),
            DuckDbType.Struct of => bytes + Enumerable.Range(0, of.Fields.Count).Sum(field => Estimate(vector.Field(field))),
            { Kind: DuckDbKind.Varchar or DuckDbKind.Blob } => bytes + Texts(vector),
            _ => bytes,
        };
    }

    private static long Texts(DataVector vector)
    {
        var bytes = 0L;
        for (var row = 0; row < vector.RowCount; row++)
            bytes += vector.IsNull(row) ? 0 : vector.Bytes(row).Length;
        return bytes;
    }
}
