using System.Text;
using Ramet.Tables.Avro;

namespace Ramet.Tables.Parquet;

/// <summary>
/// Writes the compact protocol of Thrift, by which Parquet files describe themselves (Apache Thrift, "Thrift Compact protocol encoding").
/// Its variable-length numbers are those of Avro: zigzag, then seven bits to a byte.
/// </summary>
internal sealed class ThriftCompactWriter
{
    private const byte True = 1;
    private const byte False = 2;
    private const byte I32 = 5;
    private const byte I64 = 6;
    private const byte BinaryType = 8;
    private const byte List = 9;
    private const byte Struct = 12;

    /// <summary>The element type of a list of structs.</summary>
    public const byte StructElement = Struct;

    private readonly AvroBuffer buffer = new();
    private readonly Stack<int> outerFieldIds = new();
    private int lastFieldId;

    /// <summary>All that was written.</summary>
    public ReadOnlyMemory<byte> Written => buffer.Written;

    public void WriteBoolean(int fieldId, bool value) => WriteFieldHead(fieldId, value ? True : False);

    public void WriteI32(int fieldId, int value)
    {
        WriteFieldHead(fieldId, I32);
        buffer.WriteLong(value);
    }

    public void WriteI64(int fieldId, long value)
    {
        WriteFieldHead(fieldId, I64);
        buffer.WriteLong(value);
    }

    public void WriteString(int fieldId, string value)
    {
        WriteFieldHead(fieldId, BinaryType);
        var bytes = Encoding.UTF8.GetBytes(value);
        WriteLength(bytes.Length);
        buffer.WriteRaw(bytes);
    }

    /// <summary>The head of a list; as many elements must follow.</summary>
    public void BeginList(int fieldId, byte elementType, int count)
    {
        const int shortCountMax = 14;
        WriteFieldHead(fieldId, List);
        if (count <= shortCountMax)
        {
            buffer.WriteByte((byte)((count << 4) | elementType));
            return;
        }

        buffer.WriteByte((byte)(0xF0 | elementType));
        WriteLength(count);
    }

    /// <summary>Begins a field that is a struct.</summary>
    public void BeginStruct(int fieldId)
    {
        WriteFieldHead(fieldId, Struct);
        BeginStruct();
    }

    /// <summary>Begins a struct that is an element of a list, or the outermost one.</summary>
    public void BeginStruct()
    {
        outerFieldIds.Push(lastFieldId);
        lastFieldId = 0;
    }

    public void EndStruct()
    {
        buffer.WriteByte(0);
        lastFieldId = outerFieldIds.Pop();
    }

    // Ids are written as the distance from the field before, which is at most 15 in the structs of Parquet.
    private void WriteFieldHead(int fieldId, byte type)
    {
        buffer.WriteByte((byte)(((fieldId - lastFieldId) << 4) | type));
        lastFieldId = fieldId;
    }

    // Lengths are not zigzag.
    private void WriteLength(int length)
    {
        var rest = (uint)length;
        for (; rest > 0x7F; rest >>= 7)
            buffer.WriteByte((byte)(rest | 0x80));
        buffer.WriteByte((byte)rest);
    }
}
