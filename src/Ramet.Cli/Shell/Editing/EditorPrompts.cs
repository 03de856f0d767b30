namespace Ramet.Cli.Shell.Editing;

/// <summary>What the editor shows before the lines of a statement.</summary>
/// <param name="First">Before the first line, for example <c>project_analytics&gt; </c>.</param>
/// <param name="Continuation">Before each further line.</param>
internal readonly record struct EditorPrompts(string First, string Continuation);
