namespace Ramet.Sql.Types;

/// <summary>VARCHAR(length) or CHAR(length).</summary>
public sealed record CharacterType : DataType
{
    /// <summary>The greatest length of VARCHAR, in characters.</summary>
    public const int VarCharLengthMax = 65535;

    /// <summary>The greatest length of CHAR, in characters.</summary>
    public const int CharLengthMax = 255;

    private CharacterType(TypeKind kind, int length) : base(kind) => Length = length;

    /// <summary>The length in characters, from 1.</summary>
    public int Length { get; }

    /// <summary>VARCHAR(length).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Length is not in 1..65535.</exception>
    public static CharacterType VarChar(int length) => new(TypeKind.VarChar, Checked(length, VarCharLengthMax));

    /// <summary>CHAR(length).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Length is not in 1..255.</exception>
    public static CharacterType Char(int length) => new(TypeKind.Char, Checked(length, CharLengthMax));

    private static int Checked(int length, int lengthMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, lengthMax);
        return length;
    }
}
