namespace Ramet.Warehouse.Queries;

/// <summary>The files of an external table that a plan reads.</summary>
/// <param name="Files">Their full paths.</param>
/// <param name="Sql">The query that gives the wanted columns of all of them, in the engine's dialect.</param>
/// <param name="SqlOf">The same for some of them.</param>
internal sealed record ExternalRead(IReadOnlyList<string> Files, string Sql, Func<IReadOnlyList<string>, string> SqlOf)
{
    /// <summary>No file at all.</summary>
    public static readonly ExternalRead None = new([], "", static _ => "");

    /// <summary>The size of the files; those that were taken away meanwhile count nothing.</summary>
    public long Bytes => Files.Select(file => new FileInfo(file)).Sum(file => file.Exists ? file.Length : 0);
}
