namespace Ramet.Sql.Syntax;

/// <summary>A part of a statement that has a value.</summary>
public abstract record Expression : SyntaxNode;
