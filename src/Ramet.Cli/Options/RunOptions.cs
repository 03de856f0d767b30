namespace Ramet.Cli.Options;

/// <summary>What <c>ramet</c> without a subcommand does: run scripts, or talk to the user.</summary>
internal sealed record RunOptions
{
    /// <summary>The warehouse and the caller, when there is no <see cref="Service"/>.</summary>
    public required WarehouseSelection Warehouse { get; init; }

    /// <summary>The service that runs the statements; null when this process does.</summary>
    public required ServiceSelection? Service { get; init; }

    /// <summary>The texts given with <c>-e</c>, in order; empty when there are none.</summary>
    public required IReadOnlyList<string> Statements { get; init; }

    /// <summary>The script given with <c>-f</c>, <c>-</c> for standard input; null when there is none.</summary>
    public required string? File { get; init; }

    /// <summary>How results are written.</summary>
    public required OutputFormat Format { get; init; }

    /// <summary>Whether standard error is kept to errors.</summary>
    public required bool Quiet { get; init; }

    /// <summary>Whether a script goes on after a statement that failed.</summary>
    public required bool Continue { get; init; }
}
