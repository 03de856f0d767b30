namespace Ramet.Protocol.Arrow;

/// <summary>The numbers by which Arrow's metadata (Message.fbs) names versions and kinds of messages.</summary>
internal static class ArrowMessages
{
    /// <summary>The version of releases since 1.0, which is written.</summary>
    public const int Version5 = 4;

    /// <summary>The version before it, of which the batches of all types here have the same form.</summary>
    public const int Version4 = 3;

    /// <summary>A message with the schema.</summary>
    public const int Schema = 1;

    /// <summary>A message with rows.</summary>
    public const int RecordBatch = 3;

    /// <summary>Stands before the length of a message.</summary>
    public const int Continuation = -1;
}
