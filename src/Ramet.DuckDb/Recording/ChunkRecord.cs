using System.Text;

namespace Ramet.DuckDb;

/// <summary>
/// Chunks as bytes, for few rows that outlive the engine: a byte for the form, the types of the columns, then the chunks value by value. Reading
/// them needs the library, but no database. The bytes are those of machines with the lowest byte first, as all that the engine runs on.
/// </summary>
public static class ChunkRecord
{
    private const byte Form = 1;

    /// <summary>Whether values of a type can be written; those of a few that no column of a table has cannot.</summary>
    public static bool CanWrite(DuckDbType type) => type switch
    {
        DuckDbType.List list => CanWrite(list.Element),
        DuckDbType.Map map => CanWrite(map.Entry),
        DuckDbType.Struct fields => fields.Fields.All(static field => CanWrite(field.Type)),
        DuckDbType.Scalar => type.Storage is not null || type.Kind is DuckDbKind.Varchar or DuckDbKind.Blob,
        _ => type is DuckDbType.Decimal,
    };

    /// <summary>Writes chunks of the same types, each of which <see cref="CanWrite"/>.</summary>
    /// <param name="chunks">The chunks; none gives a record of no rows.</param>
    /// <param name="bytesMax">How long the record may be.</param>
    /// <returns>The record; null when it would be longer.</returns>
    public static byte[]? Write(IReadOnlyList<DataChunk> chunks, int bytesMax)
    {
        using var bytes = new MemoryStream();
        using var output = new BinaryWriter(bytes, Encoding.UTF8);
        output.Write(Form);
        var types = chunks is [var first, ..] ? first.Types : [];
        output.Write7BitEncodedInt(types.Count);
        foreach (var type in types)
            WriteType(output, type);
        output.Write7BitEncodedInt(chunks.Count);
        foreach (var chunk in chunks)
        {
            output.Write7BitEncodedInt(chunk.RowCount);
            for (var column = 0; column < types.Count; column++)
            {
                var vector = chunk.Vector(column);
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    if (bytes.Length > bytesMax)
                        return null;
                    WriteValue(output, vector, row);
                }
            }
        }
        return bytes.Length > bytesMax ? null : bytes.ToArray();
    }

    /// <summary>Reads the chunks of a record one after the other; each belongs to the caller, who disposes it.</summary>
    /// <exception cref="InvalidDataException">These are not the bytes of a record.</exception>
    public static IEnumerable<DataChunk> Read(byte[] record)
    {
        using var input = new BinaryReader(new MemoryStream(record, writable: false), Encoding.UTF8);
        if (input.ReadByte() is var form && form != Form)
            throw new InvalidDataException($"There is no form {form} of recorded rows.");
        var types = Enumerable.Range(0, input.Read7BitEncodedInt()).Select(_ => ReadType(input)).ToList();
        var chunks = input.Read7BitEncodedInt();
        for (var i = 0; i < chunks; i++)
            yield return DataChunk.Make(types, input.Read7BitEncodedInt(), (vector, row) => ReadValue(input, vector, row));
    }

    private static void WriteType(BinaryWriter output, DuckDbType type)
    {
        output.Write((byte)type.Kind);
        switch (type)
        {
            case DuckDbType.Decimal number:
                output.Write((byte)number.Precision);
                output.Write((byte)number.Scale);
                break;
            case DuckDbType.List list:
                WriteType(output, list.Element);
                break;
            case DuckDbType.Map map:
                WriteType(output, map.Key);
                WriteType(output, map.Value);
                break;
            case DuckDbType.Struct fields:
                output.Write7BitEncodedInt(fields.Fields.Count);
                foreach (var field in fields.Fields)
                {
                    output.Write(field.Name);
                    WriteType(output, field.Type);
                }
                break;
        }
    }

    private static DuckDbType ReadType(BinaryReader input) => (DuckDbKind)input.ReadByte() switch
    {
        DuckDbKind.Decimal => new DuckDbType.Decimal(input.ReadByte(), input.ReadByte()),
        DuckDbKind.List => new DuckDbType.List(ReadType(input)),
        DuckDbKind.Map => new DuckDbType.Map(ReadType(input), ReadType(input)),
        DuckDbKind.Struct => new DuckDbType.Struct(
            [.. Enumerable.Range(0, input.Read7BitEncodedInt()).Select(_ => new DuckDbField(input.ReadString(), ReadType(input)))]),
        var kind => new DuckDbType.Scalar(kind, alias: null),
    };

    private static void WriteValue(BinaryWriter output, DataVector vector, int row)
    {
        var isNull = vector.IsNull(row);
        output.Write(!isNull);
        if (isNull)
            return;
        switch (vector.Type)
        {
            case DuckDbType.List or DuckDbType.Map:
                var (elements, entry) = (vector.Elements, vector.Entry(row));
                output.Write7BitEncodedInt(entry.Length);
                for (var element = entry.Start; element < entry.End; element++)
                    WriteValue(output, elements, element);
                break;
            case DuckDbType.Struct fields:
                for (var field = 0; field < fields.Fields.Count; field++)
                    WriteValue(output, vector.Field(field), row);
                break;
            case { Storage: null }:
                output.Write7BitEncodedInt(vector.Bytes(row).Length);
                output.Write(vector.Bytes(row));
                break;
            default:
                output.Write(vector.Stored(row));
                break;
        }
    }

    private static void ReadValue(BinaryReader input, VectorWriter vector, int row)
    {
        if (!input.ReadBoolean())
        {
            vector.WriteNull(row);
            return;
        }
        switch (vector.Type)
        {
            case DuckDbType.List or DuckDbType.Map:
                var (first, count) = (vector.ElementCount, input.Read7BitEncodedInt());
                for (var i = 0; i < count; i++)
                    ReadValue(input, vector.Elements, vector.AddElement());
                vector.WriteList(row, first);
                break;
            case DuckDbType.Struct fields:
                for (var field = 0; field < fields.Fields.Count; field++)
                    ReadValue(input, vector.Field(field), row);
                break;
            case { Storage: null }:
                vector.WriteBytes(row, input.ReadBytes(input.Read7BitEncodedInt()));
                break;
            default:
                vector.WriteStored(row, input.ReadBytes(vector.Type.StorageBytes));
                break;
        }
    }
}
