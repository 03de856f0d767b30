using System.Buffers.Binary;

namespace Ramet.Protocol.Arrow;

/// <summary>Hands out the parts of a batch in the order of the format: fields before their children.</summary>
/// <param name="metadata">The metadata of the batch (the table RecordBatch of Message.fbs).</param>
/// <param name="body">What it describes.</param>
internal sealed class ArrowBatchBuffers(FlatTable metadata, ReadOnlyMemory<byte> body)
{
    private const int LengthField = 0;
    private const int NodesField = 1;
    private const int BuffersField = 2;
    private const int CompressionField = 3;
    private const int PairBytes = 2 * sizeof(long);

    private readonly ReadOnlyMemory<byte> nodes = metadata.Structs(NodesField, PairBytes);
    private readonly ReadOnlyMemory<byte> buffers = metadata.Structs(BuffersField, PairBytes);
    private int nextNode;
    private int nextBuffer;

    /// <summary>Number of rows.</summary>
    /// <exception cref="InvalidDataException">It is no number of rows.</exception>
    public int Rows => CountOf(metadata.Long(LengthField), "rows");

    /// <summary>Whether the buffers are compressed one by one.</summary>
    public bool IsCompressed => metadata.Has(CompressionField);

    /// <summary>Number of values, and of NULLs, of the next field.</summary>
    /// <exception cref="InvalidDataException">There is no further field, or they are no such numbers.</exception>
    public (int Length, int NullCount) NextNode()
    {
        var (length, nulls) = Pair(nodes, nextNode++, "fields");
        var count = CountOf(length, "values");
        return nulls >= 0 && nulls <= count ? (count, (int)nulls) : throw new InvalidDataException($"{nulls} of {count} values are NULL");
    }

    /// <summary>The next buffer.</summary>
    /// <exception cref="InvalidDataException">There is no further buffer, or it does not lie in the body.</exception>
    public ReadOnlyMemory<byte> NextBuffer()
    {
        var (offset, length) = Pair(buffers, nextBuffer++, "buffers");
        return offset >= 0 && length >= 0 && offset <= body.Length && length <= body.Length - offset
            ? body.Slice((int)offset, (int)length)
            : throw new InvalidDataException($"a buffer of {length} bytes at {offset} does not lie in the body of {body.Length} bytes");
    }

    /// <summary>Makes sure that everything was handed out.</summary>
    /// <exception cref="InvalidDataException">The batch has more than the fields of the table.</exception>
    public void RequireEnd()
    {
        if (nextNode * PairBytes != nodes.Length || nextBuffer * PairBytes != buffers.Length)
            throw new InvalidDataException($"it has {nodes.Length / PairBytes} fields in {buffers.Length / PairBytes} buffers where the columns have {nextNode} in {nextBuffer}");
    }

    private static int CountOf(long count, string what) =>
        count is >= 0 and <= int.MaxValue ? (int)count : throw new InvalidDataException($"{count} is not a number of {what}");

    private static (long First, long Second) Pair(ReadOnlyMemory<byte> pairs, int index, string what)
    {
        if ((index + 1) * PairBytes > pairs.Length)
            throw new InvalidDataException($"it has {pairs.Length / PairBytes} {what}, which are fewer than the columns have");
        var pair = pairs.Span.Slice(index * PairBytes, PairBytes);
        return (BinaryPrimitives.ReadInt64LittleEndian(pair), BinaryPrimitives.ReadInt64LittleEndian(pair[sizeof(long)..]));
    }
}
