using System.Buffers.Binary;
using System.Text;

namespace Ramet.Server.Tests.Tunnel;

/// <summary>
/// A record stream as a client sees it, written from the description of the protocol alone: slow, and shares nothing with the server, not
/// even the checksum. Values by type: <c>bool</c>; <c>long</c> for integers, DATE and DATETIME; <c>float</c>; <c>double</c>; <c>byte[]</c> for
/// texts, bytes and DECIMAL; <c>(long, int)</c> for TIMESTAMP; <c>object?[]</c> for ARRAY and STRUCT; <c>(object?[], object?[])</c> for MAP.
/// Types by name, as the server tells them.
/// </summary>
internal static class RecordCodec
{
    public static byte[] Write(IReadOnlyList<string> types, IEnumerable<object?[]> rows)
    {
        var stream = new List<byte>();
        var checksums = new List<byte>();
        var count = 0L;
        foreach (var row in rows)
        {
            var summed = new List<byte>();
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is not { } value)
                    continue;
                var type = Parse(types[i]);
                Varint(stream, ((ulong)(i + 1) << 3) | WireOf(type));
                summed.AddRange(BitConverter.GetBytes(i + 1));
                WriteValue(stream, summed, type, value);
            }
            Varint(stream, 33553408UL << 3);
            var checksum = Crc(summed);
            Varint(stream, checksum);
            checksums.AddRange(BitConverter.GetBytes(checksum));
            count++;
        }
        Varint(stream, 33554430UL << 3);
        Varint(stream, (ulong)(count << 1));
        Varint(stream, 33554431UL << 3);
        Varint(stream, Crc(checksums));
        return [.. stream];
    }

    public static List<object?[]> Read(IReadOnlyList<string> types, byte[] stream)
    {
        var rows = new List<object?[]>();
        var checksums = new List<byte>();
        var at = 0;
        while (true)
        {
            var row = new object?[types.Count];
            var summed = new List<byte>();
            var field = Varint(stream, ref at) >> 3;
            if (field == 33554430)
            {
                Assert.Equal(rows.Count, (long)Varint(stream, ref at) >> 1);
                Assert.Equal(33554431UL, Varint(stream, ref at) >> 3);
                Assert.Equal(Crc(checksums), (uint)Varint(stream, ref at));
                Assert.Equal(stream.Length, at);
                return rows;
            }
            for (; field != 33553408; field = Varint(stream, ref at) >> 3)
            {
                summed.AddRange(BitConverter.GetBytes((int)field));
                row[(int)field - 1] = ReadValue(stream, ref at, summed, Parse(types[(int)field - 1]));
            }
            var checksum = (uint)Varint(stream, ref at);
            Assert.Equal(Crc(summed), checksum);
            checksums.AddRange(BitConverter.GetBytes(checksum));
            rows.Add(row);
        }
    }

    /// <summary>CRC-32C, bit by bit.</summary>
    public static uint Crc(IEnumerable<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var single in bytes)
        {
            crc ^= single;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }
        return ~crc;
    }

    public static void Varint(List<byte> stream, ulong value)
    {
        for (; value > 127; value >>= 7)
            stream.Add((byte)((value & 127) | 128));
        stream.Add((byte)value);
    }

    private static ulong Varint(byte[] stream, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = stream[at++];
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
                return value;
        }
    }

    private static ulong WireOf(TypeTree type) => type.Name switch
    {
        "boolean" or "tinyint" or "smallint" or "int" or "bigint" or "date" or "datetime" or "interval_year_month" => 0,
        "double" => 1,
        "float" => 5,
        _ => 2,
    };

    private static void WriteValue(List<byte> stream, List<byte> summed, TypeTree type, object value)
    {
        switch (value)
        {
            case bool flag:
                stream.Add(flag ? (byte)1 : (byte)0);
                summed.Add(flag ? (byte)1 : (byte)0);
                break;
            case long number:
                ZigZag(stream, number);
                summed.AddRange(BitConverter.GetBytes(number));
                break;
            case float number:
                Both(stream, summed, BitConverter.GetBytes(number));
                break;
            case double number:
                Both(stream, summed, BitConverter.GetBytes(number));
                break;
            case string text:
                WriteValue(stream, summed, type, Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                Varint(stream, (ulong)bytes.Length);
                Both(stream, summed, bytes);
                break;
            case (long seconds, int nanos):
                ZigZag(stream, seconds);
                ZigZag(stream, nanos);
                summed.AddRange(BitConverter.GetBytes(seconds));
                summed.AddRange(BitConverter.GetBytes(nanos));
                break;
            case object?[] fields when type.Name == "struct":
                for (var i = 0; i < fields.Length; i++)
                    Element(stream, summed, type.Parts[i], fields[i]);
                break;
            case object?[] elements:
                Elements(stream, summed, type.Parts[0], elements);
                break;
            case (object?[] keys, object?[] values):
                Elements(stream, summed, type.Parts[0], keys);
                Elements(stream, summed, type.Parts[1], values);
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is no value of {type.Name}.", nameof(value));
        }
    }

    private static object ReadValue(byte[] stream, ref int at, List<byte> summed, TypeTree type)
    {
        switch (type.Name)
        {
            case "boolean":
                summed.Add(stream[at]);
                return stream[at++] == 1;
            case "tinyint" or "smallint" or "int" or "bigint" or "date" or "datetime" or "interval_year_month":
                var number = ZigZag(stream, ref at);
                summed.AddRange(BitConverter.GetBytes(number));
                return number;
            case "float":
                return BinaryPrimitives.ReadSingleLittleEndian(Take(stream, ref at, summed, 4));
            case "double":
                return BinaryPrimitives.ReadDoubleLittleEndian(Take(stream, ref at, summed, 8));
            case "timestamp" or "timestamp_ntz" or "interval_day_time":
                var (seconds, nanos) = (ZigZag(stream, ref at), (int)ZigZag(stream, ref at));
                summed.AddRange(BitConverter.GetBytes(seconds));
                summed.AddRange(BitConverter.GetBytes(nanos));
                return (seconds, nanos);
            case "array":
                return Elements(stream, ref at, summed, type.Parts[0]);
            case "map":
                return (Elements(stream, ref at, summed, type.Parts[0]), Elements(stream, ref at, summed, type.Parts[1]));
            case "struct":
                var fields = new object?[type.Parts.Count];
                for (var i = 0; i < fields.Length; i++)
                    fields[i] = Element(stream, ref at, summed, type.Parts[i]);
                return fields;
            default:
                return Take(stream, ref at, summed, (int)Varint(stream, ref at)).ToArray();
        }
    }

    private static void Elements(List<byte> stream, List<byte> summed, TypeTree type, object?[] elements)
    {
        Varint(stream, (ulong)elements.Length);
        foreach (var element in elements)
            Element(stream, summed, type, element);
    }

    private static void Element(List<byte> stream, List<byte> summed, TypeTree type, object? element)
    {
        stream.Add(element is null ? (byte)1 : (byte)0);
        if (element is not null)
            WriteValue(stream, summed, type, element);
    }

    private static object?[] Elements(byte[] stream, ref int at, List<byte> summed, TypeTree type)
    {
        var elements = new object?[Varint(stream, ref at)];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = Element(stream, ref at, summed, type);
        return elements;
    }

    private static object? Element(byte[] stream, ref int at, List<byte> summed, TypeTree type) =>
        stream[at++] == 1 ? null : ReadValue(stream, ref at, summed, type);

    private static void Both(List<byte> stream, List<byte> summed, byte[] bytes)
    {
        stream.AddRange(bytes);
        summed.AddRange(bytes);
    }

    private static ReadOnlySpan<byte> Take(byte[] stream, ref int at, List<byte> summed, int count)
    {
        var bytes = stream.AsSpan(at, count);
        at += count;
        summed.AddRange(bytes);
        return bytes;
    }

    private static void ZigZag(List<byte> stream, long value) => Varint(stream, (ulong)((value << 1) ^ (value >> 63)));

    private static long ZigZag(byte[] stream, ref int at)
    {
        var value = Varint(stream, ref at);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static TypeTree Parse(string text)
    {
        var at = 0;
        return Parse(text, ref at);
    }

    private static TypeTree Parse(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            at++;
        var name = text[start..at];
        var parts = new List<TypeTree>();
        if (at < text.Length && text[at] == '(')
            at = text.IndexOf(')', at) + 1;
        if (at >= text.Length || text[at] != '<')
            return new TypeTree(name, parts);
        while (text[at] != '>')
        {
            at++;
            if (name == "struct")
                at = text.IndexOf(':', at) + 1;
            parts.Add(Parse(text, ref at));
        }
        at++;
        return new TypeTree(name, parts);
    }

    private sealed record TypeTree(string Name, List<TypeTree> Parts);
}
