using System.Collections.Immutable;
using Ramet.Sql.Types;

namespace Ramet.Sql.Functions;

/// <summary>A set of types in a function's signature.</summary>
internal abstract record TypePattern
{
    /// <summary>The pattern as error messages show it: <c>BIGINT</c>, <c>ARRAY&lt;T&gt;</c>.</summary>
    public abstract override string ToString();
}

/// <summary>One type. DECIMAL stands here for every precision and scale.</summary>
internal sealed record ExactPattern(DataType Type) : TypePattern
{
    public override string ToString() => Type is DecimalType ? "DECIMAL" : Type.ToSql();
}

/// <summary>Any type of a family. As a result it is the common type of the arguments of that family.</summary>
internal sealed record FamilyPattern(TypeFamily Family) : TypePattern
{
    public override string ToString() => Family.ToString().ToUpperInvariant();
}

/// <summary>A type that is the same wherever the letter stands: <c>T</c>.</summary>
internal sealed record VariablePattern(char Letter) : TypePattern
{
    public override string ToString() => Letter.ToString();
}

/// <summary><c>array&lt;T&gt;</c>.</summary>
internal sealed record ArrayPattern(TypePattern Element) : TypePattern
{
    public override string ToString() => $"ARRAY<{Element}>";
}

/// <summary><c>map&lt;K,V&gt;</c>.</summary>
internal sealed record MapPattern(TypePattern Key, TypePattern Value) : TypePattern
{
    public override string ToString() => $"MAP<{Key},{Value}>";
}

/// <summary>
/// <c>struct&lt;key:K,value:V&gt;</c>. Arguments match it by the positions of their fields, whatever these are called; a result has
/// these names.
/// </summary>
internal sealed record StructPattern(ImmutableArray<(string Name, TypePattern Type)> Fields) : TypePattern
{
    public override string ToString() => $"STRUCT<{string.Join(',', Fields.Select(field => $"{field.Name}:{field.Type}"))}>";
}

/// <summary><c>(T,U)-&gt;V</c>: a lambda as an argument.</summary>
internal sealed record LambdaPattern(ImmutableArray<TypePattern> Parameters, TypePattern Result) : TypePattern
{
    public override string ToString() => $"FUNCTION<{string.Join(',', Parameters)},{Result}>";
}

/// <summary>The families of types that signatures name.</summary>
internal enum TypeFamily
{
    /// <summary>Every type; nothing is converted.</summary>
    Any,

    /// <summary>The integer types.</summary>
    Integer,

    /// <summary>All numbers; a text is converted to DOUBLE.</summary>
    Number,

    /// <summary>DATE, DATETIME, TIMESTAMP and TIMESTAMP_NTZ; a text is converted to DATETIME.</summary>
    Moment,
}
