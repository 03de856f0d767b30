namespace Ramet.Warehouse.Tests.Golden;

/// <summary>One step of a golden file.</summary>
/// <param name="Line">The 1-based line of its directive.</param>
internal abstract record GoldenBlock(int Line);

/// <summary><c>as ALIYUN$main</c>, <c>as admin</c>: what follows is run by somebody else.</summary>
/// <param name="Line">The line of the directive.</param>
/// <param name="Caller">The principal as written; <c>admin</c> for the administrator.</param>
internal sealed record CallerBlock(int Line, string Caller) : GoldenBlock(Line);

/// <summary><c>reopen</c>: the warehouse is closed and opened again, with a new session in project <c>p</c>.</summary>
/// <param name="Line">The line of the directive.</param>
internal sealed record ReopenBlock(int Line) : GoldenBlock(Line);

/// <summary><c>advance 2 days</c>: time passes.</summary>
/// <param name="Line">The line of the directive.</param>
/// <param name="Time">How much.</param>
internal sealed record AdvanceBlock(int Line, TimeSpan Time) : GoldenBlock(Line);

/// <summary>A step that runs a statement.</summary>
/// <param name="Line">The line of the directive.</param>
/// <param name="Sql">The statement's text, lines joined by <c>\n</c>.</param>
internal abstract record StatementBlock(int Line, string Sql) : GoldenBlock(Line);

/// <summary><c>statement ok</c>: the statement succeeds and gives neither rows nor text.</summary>
internal sealed record OkBlock(int Line, string Sql) : StatementBlock(Line, Sql);

/// <summary><c>statement error ...</c>: the statement is refused.</summary>
internal sealed record ErrorBlock(int Line, string Sql, ErrorExpectation Error) : StatementBlock(Line, Sql);

/// <summary><c>query [unordered]</c>: the statement gives rows.</summary>
/// <param name="Line">The line of the directive.</param>
/// <param name="Sql">The statement.</param>
/// <param name="IsUnordered">Whether the rows may come in any order.</param>
/// <param name="Header">Names and types of the columns, as written.</param>
/// <param name="Rows">The rows, as written.</param>
internal sealed record QueryBlock(int Line, string Sql, bool IsUnordered, string Header, IReadOnlyList<string> Rows)
    : StatementBlock(Line, Sql);

/// <summary><c>text</c>: the statement gives a text.</summary>
/// <param name="Line">The line of the directive.</param>
/// <param name="Sql">The statement.</param>
/// <param name="Text">The lines of the text with their placeholders.</param>
internal sealed record TextBlock(int Line, string Sql, IReadOnlyList<string> Text) : StatementBlock(Line, Sql);

/// <summary><c>plan</c>: like <c>text</c>, but the expected lines may be regenerated.</summary>
/// <param name="Line">The line of the directive.</param>
/// <param name="Sql">The statement.</param>
/// <param name="Text">The expected lines.</param>
/// <param name="TextLine">The 1-based line of the file on which they begin.</param>
internal sealed record PlanBlock(int Line, string Sql, IReadOnlyList<string> Text, int TextLine) : StatementBlock(Line, Sql);
