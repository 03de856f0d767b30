using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Ramet.Errors;

namespace Ramet.Protocol.Arrow;

/// <summary>
/// Reads batches of rows, as <see cref="ArrowStreamWriter"/> writes them: without the schema, which both sides know, and with or without an end
/// behind them. A batch is taken as a whole, because its columns lie one after the other.
/// </summary>
/// <param name="input">Gives the bytes; the caller disposes it.</param>
/// <param name="fields">The schema. Only types and children are used; names are for errors.</param>
public sealed class ArrowBatchReader(Stream input, IReadOnlyList<ArrowField> fields)
{
    /// <summary>The largest batch, in bytes: it bounds the memory of an upload.</summary>
    public const int BatchBytesMax = 64 * 1024 * 1024;

    private const int MetadataBytesMax = 16 * 1024 * 1024;
    private const int FirstBytes = 64 * 1024;
    private const int VersionField = 0;
    private const int HeaderKindField = 1;
    private const int HeaderField = 2;
    private const int BodyBytesField = 3;

    private byte[] metadata = [];
    private byte[] body = [];
    private int batches;

    /// <summary>Number of rows of the batches that were read.</summary>
    public long Rows { get; private set; }

    /// <summary>Number of bytes that were taken from the input.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads the next batch, which is valid until the next call.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="RametException">InvalidParameter: the stream is cut off or malformed, or the batch has other columns, or is too large.</exception>
    public bool TryRead([NotNullWhen(true)] out ArrowBatch? batch)
    {
        try
        {
            batch = ReadMessage();
        }
        catch (InvalidDataException error)
        {
            throw Malformed(error.Message);
        }
        Rows += batch?.Rows ?? 0;
        batches++;
        return batch is not null;
    }

    private ArrowBatch? ReadMessage()
    {
        if (ReadLength() is not { } metadataBytes)
            return null;
        if (metadataBytes is < 0 or > MetadataBytesMax)
            throw new InvalidDataException($"its metadata would have {metadataBytes} bytes");
        var message = FlatTable.Root(Read(ref metadata, metadataBytes));
        if (message.Short(VersionField) is not (ArrowMessages.Version5 or ArrowMessages.Version4))
            throw new InvalidDataException("its metadata is not of version 4 or 5 of the format");
        if (message.Byte(HeaderKindField) is var kind and not ArrowMessages.RecordBatch)
            throw new InvalidDataException($"a message of kind {kind} stands where a record batch was expected; send batches without their schema and without dictionaries");
        var bodyBytes = message.Long(BodyBytesField);
        if (bodyBytes is < 0 or > BatchBytesMax)
            throw new InvalidDataException($"it has {bodyBytes} bytes where {BatchBytesMax} are allowed; send smaller batches");
        var content = Read(ref body, (int)bodyBytes);
        var buffers = new ArrowBatchBuffers(message.Table(HeaderField), content);
        if (buffers.IsCompressed)
            throw new InvalidDataException("its buffers are compressed, which is not supported; compress the body of the request, or nothing");
        var vectors = fields.Select(field => new ArrowVector(field, buffers)).ToArray();
        buffers.RequireEnd();
        if (vectors.FirstOrDefault(vector => vector.Length != buffers.Rows) is { } other)
            throw new InvalidDataException($"it has {buffers.Rows} rows, but {other.Length} of column {other.Field.Name}");
        return new ArrowBatch(buffers.Rows, vectors, bodyBytes);
    }

    /// <summary>The length of the metadata of the next message; null at the end.</summary>
    private int? ReadLength()
    {
        Span<byte> prefix = stackalloc byte[sizeof(int)];
        if (Fill(prefix) is var count and < sizeof(int))
            return count == 0 ? null : throw CutOff();
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        if (length == ArrowMessages.Continuation)
            length = Fill(prefix) == sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(prefix) : throw CutOff();
        if (length != 0)
            return length;
        return Fill(prefix[..1]) == 0 ? null : throw new InvalidDataException("bytes follow the end");
    }

    /// <summary>Reads so many bytes. Memory grows as they arrive, not as they are announced.</summary>
    private ReadOnlyMemory<byte> Read(ref byte[] buffer, int count)
    {
        for (var read = 0; read < count;)
        {
            if (read == buffer.Length)
                Array.Resize(ref buffer, Math.Min(count, Math.Max(FirstBytes, 2 * buffer.Length)));
            var part = buffer.AsSpan(read, Math.Min(count, buffer.Length) - read);
            if (Fill(part) < part.Length)
                throw CutOff();
            read += part.Length;
        }
        return buffer.AsMemory(0, count);
    }

    /// <summary>Reads until the buffer is full or the input ends; the result is the number of bytes.</summary>
    private int Fill(Span<byte> buffer)
    {
        var count = input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        BytesRead += count;
        return count;
    }

    private static InvalidDataException CutOff() => new("the stream is cut off here");

    private RametException Malformed(string detail) =>
        new(ErrorCode.InvalidParameter, ErrorKind.User, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Arrow batch {batches + 1} of the stream: {detail}"));
}

/// <summary>Rows in the form of columns.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Their values, for each field of the schema.</param>
/// <param name="Bytes">Memory of the values.</param>
public sealed record ArrowBatch(int Rows, IReadOnlyList<ArrowVector> Columns, long Bytes);
