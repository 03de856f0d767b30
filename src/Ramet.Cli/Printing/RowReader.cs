namespace Ramet.Cli.Printing;

/// <summary>Reads the next row of a result, as <see cref="Warehouse.Results.RowsResult.TryReadRow"/> does.</summary>
/// <param name="cells">Gets one text for each column; null stands for NULL.</param>
/// <returns>False after the last row.</returns>
internal delegate bool RowReader(Span<string?> cells);
