using System.Collections.Immutable;
using Ramet.Sql.Binding;

namespace Ramet.Warehouse.Jobs;

/// <summary>What a job of the queue gave: nothing, a text (<see cref="JobText"/>) or rows (<see cref="JobRows"/>).</summary>
public abstract class JobResult
{
    private protected JobResult()
    {
    }
}

/// <summary>The job succeeded and has nothing to show.</summary>
public sealed class JobNothing : JobResult
{
    /// <summary>The only one.</summary>
    public static readonly JobNothing Instance = new();

    private JobNothing()
    {
    }
}

/// <summary>The job gave a text in the form that MaxCompute's client prints.</summary>
/// <param name="text">The text, lines ended by <c>\n</c>; may be empty.</param>
public sealed class JobText(string text) : JobResult
{
    /// <summary>The text, lines ended by <c>\n</c>; may be empty.</summary>
    public string Text { get; } = text;
}

/// <summary>
/// The rows that a job gave, in an order that never changes. Any number of readers may be open at once, on any threads; each of them is used
/// by one.
/// </summary>
public abstract class JobRows : JobResult
{
    private protected JobRows(JobRowsDescription description)
    {
        Columns = description.Columns;
        RecordCount = description.RecordCount;
        Zone = description.Zone;
    }

    /// <summary>The columns in order; there is at least one, and names need not be unique.</summary>
    public ImmutableArray<ResultColumn> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public long RecordCount { get; }

    /// <summary>The time zone in which the job ran, and in which the texts of times are written.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>
    /// Opens some of the rows as the engine's values: DATETIME and TIMESTAMP as microseconds since 1970 UTC, TIMESTAMP_NTZ as microseconds,
    /// DATE as days, DECIMAL as its digits, BINARY as bytes, everything else as <see cref="DuckDb.DataVector"/> says of its type.
    /// </summary>
    /// <param name="offset">The first row, from 0.</param>
    /// <param name="count">How many rows; fewer come when there are not so many.</param>
    /// <param name="columns">The indexes of the columns in the order wanted, from 0; null for all.</param>
    /// <returns>The reader, which the caller disposes.</returns>
    /// <exception cref="Errors.RametException">The rows are not kept any more (kind NotFound).</exception>
    public abstract JobRowsReader Open(long offset, long count, IReadOnlyList<int>? columns = null);

    /// <summary>Opens some of the rows as the texts that MaxCompute shows.</summary>
    /// <param name="offset">The first row, from 0.</param>
    /// <param name="count">How many rows; fewer come when there are not so many.</param>
    /// <returns>The reader, which the caller disposes.</returns>
    /// <exception cref="Errors.RametException">The rows are not kept any more (kind NotFound).</exception>
    public abstract JobTextReader OpenTexts(long offset, long count);
}

/// <summary>What is known of the rows that a job gave, besides the rows.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="RecordCount">How many rows there are.</param>
/// <param name="Zone">The time zone in which the job ran.</param>
internal sealed record JobRowsDescription(ImmutableArray<ResultColumn> Columns, long RecordCount, TimeZoneInfo Zone);
