namespace Ramet.DuckDb;

/// <summary>A named part of a result, a STRUCT or a UNION: its name as the engine spells it, and its type.</summary>
/// <param name="Name">The name, in its own case, without quotes.</param>
/// <param name="Type">The type.</param>
public sealed record DuckDbField(string Name, DuckDbType Type)
{
    /// <summary>The field as SQL: <c>"name" TYPE</c>.</summary>
    public override string ToString() => $"{SqlText.Identifier(Name)} {Type}";
}
