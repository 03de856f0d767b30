using Ramet.Errors;
using Ramet.Sql.Binding;

namespace Ramet.Warehouse.Results;

/// <summary>Rows, made while they are read, so that any number of them needs little memory.</summary>
public abstract class RowsResult : StatementResult
{
    /// <summary>The columns in order; there is at least one.</summary>
    public abstract IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>Reads the next row as the texts that MaxCompute shows.</summary>
    /// <param name="cells">Gets one text for each column; null stands for NULL.</param>
    /// <returns>False after the last row.</returns>
    /// <exception cref="RametException">The query failed, or was cancelled.</exception>
    public abstract bool TryReadRow(Span<string?> cells);
}
