using System.Security.Cryptography;
using System.Text;

namespace Ramet.Tables.Avro;

/// <summary>
/// Builds an Avro object container file in memory (Avro specification, "Object Container Files"):
/// <code>
/// 'O' 'b' 'j' 1 | map of metadata | 16 bytes of marker | block*
/// block = number of records | number of bytes | records, compressed | the same marker
/// </code>
/// </summary>
internal sealed class AvroFileWriter
{
    /// <summary>Blocks end when they are at least so large, before compression.</summary>
    private const int BlockBytes = 64 * 1024;

    private const int MarkerBytes = 16;

    private readonly AvroBuffer file = new();
    private readonly AvroBuffer block = new();
    private readonly byte[] marker = RandomNumberGenerator.GetBytes(MarkerBytes);
    private long blockRecords;

    public AvroFileWriter(string schema, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        KeyValuePair<string, string>[] entries = [new("avro.schema", schema), new("avro.codec", AvroCodec.Deflate), .. metadata];
        file.WriteRaw("Obj\u0001"u8);
        file.WriteLong(entries.Length);
        foreach (var (key, value) in entries)
        {
            file.WriteString(key);
            file.WriteBytes(Encoding.UTF8.GetBytes(value));
        }

        file.WriteLong(0);
        file.WriteRaw(marker);
    }

    /// <summary>Where the fields of the next record go.</summary>
    public AvroBuffer Record => block;

    /// <summary>Size of the file so far, with what is not compressed yet.</summary>
    public int Length => file.Length + block.Length;

    public void EndRecord()
    {
        blockRecords++;
        if (block.Length >= BlockBytes)
            FlushBlock();
    }

    /// <summary>Ends the file.</summary>
    /// <returns>All of its bytes. The writer must not be used any more.</returns>
    public ReadOnlyMemory<byte> Finish()
    {
        FlushBlock();
        return file.Written;
    }

    private void FlushBlock()
    {
        if (blockRecords == 0)
            return;
        var compressed = AvroCodec.Compress(block.Written);
        file.WriteLong(blockRecords);
        file.WriteBytes(compressed.Span);
        file.WriteRaw(marker);
        block.Clear();
        blockRecords = 0;
    }
}
