using Ramet.Protocol.Records;

namespace Ramet.Warehouse.Transfer.Arrow;

/// <summary>
/// Counts the memory of a value with all its parts. A few bytes of a batch can stand for many elements, so that its own size is no limit of what
/// the engine would hold.
/// </summary>
internal sealed class ValueSize
{
    private long bytes;

    /// <summary>Begins a value.</summary>
    public void Clear() => bytes = 0;

    /// <summary>Counts so many parts.</summary>
    /// <exception cref="ArrowValueException">The value is larger than a record may be.</exception>
    public void Add(int count, int width)
    {
        bytes += (long)count * width;
        if (bytes > RecordReader.RecordBytesMax)
            throw new ArrowValueException(FormattableString.Invariant($"it is larger than the {RecordReader.RecordBytesMax} bytes that a value may have"));
    }
}
