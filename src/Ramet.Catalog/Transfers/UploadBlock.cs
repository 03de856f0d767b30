namespace Ramet.Catalog.Transfers;

/// <summary>A part of an upload that is complete: its data files are durable, and nothing else refers to them.</summary>
/// <param name="Number">The number that the client gave it, from 0.</param>
/// <param name="FileCount">Number of data files.</param>
/// <param name="RecordCount">Number of rows.</param>
/// <param name="Files">The data files, in a form that the catalog does not look into.</param>
public sealed record UploadBlock(long Number, int FileCount, long RecordCount, ReadOnlyMemory<byte> Files);
