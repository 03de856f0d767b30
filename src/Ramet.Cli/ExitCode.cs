namespace Ramet.Cli;

/// <summary>What the process says to the one that started it.</summary>
internal static class ExitCode
{
    /// <summary>All statements succeeded.</summary>
    public const int Success = 0;

    /// <summary>A statement failed, or the warehouse or the script could not be opened.</summary>
    public const int Failure = 1;

    /// <summary>The options are not understood; nothing was run.</summary>
    public const int Usage = 2;

    /// <summary>The user cancelled with Ctrl-C: 128 and the number of SIGINT, as shells have it.</summary>
    public const int Cancelled = 130;

    /// <summary>The reader of standard output went away (<c>| head</c>): 128 and the number of SIGPIPE, as shells have it.</summary>
    public const int OutputClosed = 141;
}
