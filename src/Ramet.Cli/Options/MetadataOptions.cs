namespace Ramet.Cli.Options;

/// <summary>What <c>ramet table metadata</c> does.</summary>
internal sealed record MetadataOptions
{
    /// <summary>The warehouse and the caller.</summary>
    public required WarehouseSelection Warehouse { get; init; }

    /// <summary>The table as it was written: <c>PROJECT.TABLE</c>, or <c>TABLE</c> of the project in <see cref="Warehouse"/>.</summary>
    public required string Table { get; init; }

    /// <summary>Where the metadata is written; null to print it.</summary>
    public required string? ExportDirectory { get; init; }
}
