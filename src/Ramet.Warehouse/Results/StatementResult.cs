namespace Ramet.Warehouse.Results;

/// <summary>
/// What a statement gave: nothing to show (<see cref="CompletedResult"/>), a text (<see cref="TextResult"/>) or rows
/// (<see cref="RowsResult"/>). Disposing it releases what the statement still holds; rows cannot be read afterwards.
/// </summary>
public abstract class StatementResult : IDisposable
{
    /// <summary>The instance id of the job that ran the statement; null when the statement is no job (USE, SET, DESC, SHOW).</summary>
    public string? JobId { get; init; }

    /// <summary>What the job did, for people, for example <c>3 partitions, 12 files shared, 0 bytes copied</c>; null when there is nothing to say.</summary>
    public string? Summary { get; init; }

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>The statement succeeded and has nothing to show but <c>OK</c>.</summary>
public sealed class CompletedResult : StatementResult;

/// <summary>A text in the form that MaxCompute's client prints: DESC, SHOW, WHOAMI, EXPLAIN.</summary>
public sealed class TextResult : StatementResult
{
    /// <summary>The text, lines ended by <c>\n</c>, the last one too; empty when there is nothing to list.</summary>
    public required string Text { get; init; }

    /// <summary>The same facts as a JSON document, for programs.</summary>
    public required System.Text.Json.Nodes.JsonNode Data { get; init; }
}
