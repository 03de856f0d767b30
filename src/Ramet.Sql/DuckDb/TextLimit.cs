using System.Text;
using Ramet.Sql.Binding;
using Ramet.Sql.Types;

namespace Ramet.Sql.DuckDb;

/// <summary>
/// The greatest length of a STRING: 8 MB. Functions that make texts longer check it before the engine builds one, so that no statement
/// fills the memory. Source: the page "Data type editions".
/// </summary>
internal static class TextLimit
{
    /// <summary>The limit in bytes of UTF-8. The macros of <c>string.sql</c> name it too.</summary>
    public const long BytesMax = 8_388_608;

    /// <summary>The macro that refuses a longer text.</summary>
    public const string Refusal = "mc_too_long";

    // The longest text of a number or moment is shorter.
    private const long SimpleBytesMax = 64;

    private const int BytesOfCharacterMax = 4;

    /// <summary>How many bytes the value of an expression has at most, as far as its form tells.</summary>
    public static long BytesOf(BoundExpression expression) => expression switch
    {
        BoundConstant { Value: null } => 0,
        BoundConstant { Value: string text } => Encoding.UTF8.GetByteCount(text),
        BoundConversion { Type: not CharacterType, Operand.Type.Kind: { IsNumber: true } or { IsMoment: true } or TypeKind.Boolean } => SimpleBytesMax,
        BoundCase choice => choice.Branches.Select(branch => branch.Result).Append(choice.Else).Max(result => result is null ? 0 : BytesOf(result)),
        BoundConversion { Type.Kind: TypeKind.String, Operand: { Type: CharacterType } operand } => BytesOf(operand),
        { Type: CharacterType type } => (long)type.Length * BytesOfCharacterMax,
        _ => BytesMax,
    };
}
