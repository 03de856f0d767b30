namespace Ramet.Cli.Running;

/// <summary>How a statement or command of a script ended.</summary>
internal enum RunOutcome
{
    /// <summary>It did what it says.</summary>
    Succeeded,

    /// <summary>It failed, and the user has been told.</summary>
    Failed,

    /// <summary>The user cancelled it with Ctrl-C, and has been told.</summary>
    Cancelled,

    /// <summary>It ends the script or the shell.</summary>
    Quit,
}
