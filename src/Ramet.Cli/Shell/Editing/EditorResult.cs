namespace Ramet.Cli.Shell.Editing;

/// <summary>How the editing of one statement ended.</summary>
internal enum EditorResult
{
    /// <summary>Enter was pressed on a complete statement.</summary>
    Entered,

    /// <summary>Ctrl-C: what was typed is thrown away.</summary>
    Discarded,

    /// <summary>Ctrl-D on an empty line: the user leaves.</summary>
    EndOfInput,
}
