using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary>One name: <c>sale_detail</c> or <c>`sale detail`</c>. Names are compared without regard to case.</summary>
/// <param name="Name">The name without back-quotes.</param>
/// <param name="IsQuoted">True when it was written in back-quotes; in a SELECT list such a name may be a regular expression over column
/// names.</param>
public sealed record Identifier(string Name, bool IsQuoted = false) : SyntaxNode
{
    /// <summary>Whether the other text names the same thing.</summary>
    public bool Matches(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// The name of a table or view: <c>t</c>, <c>a.t</c> or <c>a.b.t</c>. Whether <c>a</c> is a project or a schema depends on the setting
/// <c>odps.namespace.schema</c>, which the parser does not know.
/// </summary>
/// <param name="Parts">One to three names; the last one is the table.</param>
public sealed record TableName(ImmutableArray<Identifier> Parts) : SyntaxNode
{
    /// <summary>The last part.</summary>
    public Identifier Table => Parts[^1];

    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Parts = map.All(Parts) };
}

/// <summary>
/// A user, as one raw token: <c>ALIYUN$main@example.com</c>, <c>RAM$main@example.com:sub</c> or the same in back-quotes.
/// </summary>
/// <param name="Text">The token without back-quotes, as written: the prefix may be in any case.</param>
public sealed record Principal(string Text) : SyntaxNode;

/// <summary>A type where one may be written: in a column definition or in CAST.</summary>
/// <param name="Type">The type.</param>
public sealed record TypeSyntax(Types.DataType Type) : SyntaxNode;

/// <summary>A text in quotes where the grammar asks for one: a comment, a path, a property.</summary>
/// <param name="Value">The text with its escapes resolved.</param>
public sealed record TextValue(string Value) : SyntaxNode;

/// <summary>A whole number where the grammar asks for one: a lifecycle in days, a number of buckets.</summary>
/// <param name="Value">The number, from 0.</param>
public sealed record CountValue(long Value) : SyntaxNode;

/// <summary>One pair of TBLPROPERTIES, SERDEPROPERTIES and the like: <c>'key'='value'</c>.</summary>
/// <param name="Key">The text before the equals sign.</param>
/// <param name="Value">The text after it.</param>
public sealed record PropertyPair(TextValue Key, TextValue Value) : SyntaxNode
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Key = map.One(Key), Value = map.One(Value) };
}
