namespace Ramet.Warehouse.Transfer;

/// <summary>What a request for bulk data names.</summary>
/// <param name="Project">The project.</param>
/// <param name="Table">The table, without the project.</param>
/// <param name="Partition">The partition, <c>pt=a,region=eu</c> with or without quotes; null for a table without partitions.</param>
public sealed record TransferTarget(string Project, string Table, string? Partition = null);
