namespace Ramet.Protocol.Arrow;

/// <summary>Bits that are appended; eight of them make a byte, from its lowest bit.</summary>
internal sealed class ArrowBits
{
    private byte[] bytes = new byte[64];
    private int count;

    /// <summary>The bytes so far; bits behind the last one are 0.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, (count + 7) >> 3);

    public void Append(bool bit)
    {
        Reserve(1);
        if (bit)
            bytes[count >> 3] |= (byte)(1 << (count & 7));
        count++;
    }

    /// <summary>Appends so many bits that are 1.</summary>
    public void AppendOnes(int number)
    {
        Reserve(number);
        for (; number > 0 && (count & 7) != 0; number--)
            Append(true);
        bytes.AsSpan(count >> 3, number >> 3).Fill(0xFF);
        count += number & ~7;
        for (number &= 7; number > 0; number--)
            Append(true);
    }

    public void Clear()
    {
        bytes.AsSpan().Clear();
        count = 0;
    }

    private void Reserve(int number)
    {
        var needed = checked(count + number + 7) >> 3;
        if (needed > bytes.Length)
            Array.Resize(ref bytes, Math.Max(needed, 2 * bytes.Length));
    }
}
