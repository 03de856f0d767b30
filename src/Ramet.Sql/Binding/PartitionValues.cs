using System.Globalization;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Reads the constants of PARTITION(...). Numbers and texts convert to each other there: <c>pt=20240101</c> names the partition of a STRING
/// column, and <c>hh='08'</c> one of a BIGINT column.
/// </summary>
internal static class PartitionValues
{
    /// <summary>The value of a partition column.</summary>
    /// <param name="value">A literal, perhaps with a minus sign.</param>
    /// <param name="column">The partition column.</param>
    /// <param name="binder">Binds the literal.</param>
    /// <exception cref="RametException">The value is NULL, or none of the column's type.</exception>
    public static BoundConstant Bind(Expression value, ColumnSymbol column, ExpressionBinder binder)
    {
        if (binder.Bind(value) is not BoundConstant { Value: not null } constant)
            throw Invalid(column, "expect a constant other than NULL", value.Span);
        return Convert(constant, TextOf(value, constant), column.Type)
            ?? throw Invalid(column, $"expect a {column.Type.ToSql()}, found {constant.Type.ToSql()}", value.Span);
    }

    // 045 stays '045' in a STRING column, so a number's own digits count, not its value.
    private static string TextOf(Expression value, BoundConstant constant) => (value, constant.Value) switch
    {
        (NumberLiteral number, _) => number.Digits,
        (_, string text) => text,
        (_, IFormattable formattable) when constant.Type.Kind == TypeKind.Date =>
            formattable.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (_, var other) => string.Create(CultureInfo.InvariantCulture, $"{other}"),
    };

    private static BoundConstant? Convert(BoundConstant constant, string text, DataType type)
    {
        object? value = type.Kind switch
        {
            TypeKind.Date =>
                DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
            _ when type.Kind.IsText && constant.Type.Kind is var kind && (kind.IsText || kind.IsInteger || kind == TypeKind.Date) => text,
            _ when type.Kind.IsInteger
                && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
        return value is null ? null : new BoundConstant(type, value, constant.Span);
    }

    private static RametException Invalid(ColumnSymbol column, string expected, SourceSpan span) =>
        BindingErrors.PartitionKey($"the value of the partition column {column.Name} is not valid: {expected}", span);
}
