using System.Diagnostics.CodeAnalysis;
using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Jobs;

/// <summary>Reads rows of a job's result forwards, in batches of columns.</summary>
public sealed class JobRowsReader : IDisposable
{
    private readonly IEnumerator<JobRowBatch> batches;
    private readonly IDisposable? source;

    internal JobRowsReader(IReadOnlyList<ResultColumn> columns, IEnumerator<JobRowBatch> batches, IDisposable? source = null)
    {
        Columns = columns;
        this.batches = batches;
        this.source = source;
    }

    /// <summary>The columns that were asked for.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>Reads the next rows, at most 2048 of them. A batch and all of its values are valid until the next call or the reader's end.</summary>
    /// <returns>False after the last rows.</returns>
    /// <exception cref="RametException">The file of the rows cannot be read.</exception>
    public bool TryReadBatch([NotNullWhen(true)] out JobRowBatch? batch)
    {
        try
        {
            batch = batches.MoveNext() ? batches.Current : null;
        }
        catch (DuckDbException error)
        {
            throw ErrorTranslation.Of(error, CancellationToken.None);
        }
        return batch is not null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        batches.Dispose();
        source?.Dispose();
    }
}

/// <summary>Some rows of a result: a part of the engine's vectors.</summary>
public sealed class JobRowBatch
{
    private readonly DataChunk chunk;
    private readonly IReadOnlyList<int> columns;

    internal JobRowBatch(DataChunk chunk, IReadOnlyList<int> columns, int start, int end)
    {
        this.chunk = chunk;
        this.columns = columns;
        Start = start;
        End = end;
    }

    /// <summary>The index in the vectors of the first row of the batch.</summary>
    public int Start { get; }

    /// <summary>The index in the vectors after the last row of the batch.</summary>
    public int End { get; }

    /// <summary>The values of a column; only the rows from <see cref="Start"/> until <see cref="End"/> belong to the batch.</summary>
    /// <param name="column">Its index among those that were asked for, from 0.</param>
    public DataVector Vector(int column) => chunk.Vector(columns[column]);
}

/// <summary>Reads rows of a job's result forwards, as texts.</summary>
public sealed class JobTextReader : IDisposable
{
    private readonly JobRowsReader rows;
    private readonly ValueText[] texts;
    private JobRowBatch? batch;
    private int nextRow;

    internal JobTextReader(JobRowsReader rows)
    {
        this.rows = rows;
        texts = [.. rows.Columns.Select(column => new ValueText(column.Type))];
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ResultColumn> Columns => rows.Columns;

    /// <summary>Reads the next row as the texts that MaxCompute shows.</summary>
    /// <param name="cells">Gets one text for each column; null stands for NULL.</param>
    /// <returns>False after the last row.</returns>
    /// <exception cref="RametException">The file of the rows cannot be read, or a date cannot be shown.</exception>
    public bool TryReadRow(Span<string?> cells)
    {
        if (batch is null || nextRow == batch.End)
        {
            if (!rows.TryReadBatch(out batch))
                return false;
            nextRow = batch.Start;
        }
        for (var column = 0; column < texts.Length; column++)
            cells[column] = texts[column].Read(batch.Vector(column), nextRow);
        nextRow++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => rows.Dispose();
}
