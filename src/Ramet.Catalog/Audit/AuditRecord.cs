namespace Ramet.Catalog.Audit;

/// <summary>An entry of the audit as it was recorded; it can be neither changed nor deleted.</summary>
/// <param name="Id">Its number in the order of recording.</param>
/// <param name="RecordedAt">When it was recorded, UTC.</param>
/// <param name="Entry">What was recorded.</param>
public sealed record AuditRecord(long Id, DateTimeOffset RecordedAt, AuditEntry Entry);
