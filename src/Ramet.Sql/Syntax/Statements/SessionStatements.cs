namespace Ramet.Sql.Syntax;

/// <summary><c>USE project</c>.</summary>
/// <param name="Project">The project that becomes the current one.</param>
public sealed record UseStatement(Identifier Project) : Statement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Project = map.One(Project) };
}

/// <summary><c>SET key=value</c>: a setting of the session.</summary>
/// <param name="Key">The text before the equals sign, without blanks around it.</param>
/// <param name="Value">The raw text behind it up to the end of the statement, without blanks around it; quotes and comments have no meaning
/// here.</param>
public sealed record SetStatement(string Key, string Value) : Statement;

/// <summary><c>UNSET key</c>: takes a setting of the session back.</summary>
/// <param name="Key">The key, without blanks around it.</param>
public sealed record UnsetStatement(string Key) : Statement;

/// <summary><c>SETPROJECT</c> lists the project's properties, <c>SETPROJECT key=value</c> changes one.</summary>
/// <param name="Key">The property; null to list all.</param>
/// <param name="Value">Its new value, raw as in <see cref="SetStatement"/>; null to list all.</param>
public sealed record SetProjectStatement(string? Key, string? Value) : Statement;

/// <summary><c>SHOW FLAGS</c>: the settings of the session.</summary>
public sealed record ShowFlagsStatement : Statement;

/// <summary><c>WHOAMI</c>.</summary>
public sealed record WhoamiStatement : Statement;
