using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// Finds the file of an external table at fault when the engine fails on a value and does not say where it is from. Files are read one by
/// one, which is slow: so only few of them.
/// </summary>
internal static class ExternalFileDiagnosis
{
    private const int FilesReadMax = 1_000;
    private const long BytesReadMax = 256L << 20;

    /// <summary>The error that names the file; null when the engine has named it, or no file is at fault.</summary>
    public static RametException? Find(StatementContext context, QueryPlan plan, DuckDbException error)
    {
        var budget = BytesReadMax;
        foreach (var scan in plan.Scans)
        {
            if (scan.External is not { } external || external.Files.Any(file => error.Detail.Contains(file, StringComparison.Ordinal)))
                continue;
            foreach (var file in external.Files.Take(FilesReadMax))
            {
                budget -= new FileInfo(file) is { Exists: true } info ? info.Length : 0;
                if (budget >= 0 && Problem(context, external, file) is { } problem)
                    return Named(context, scan, file, problem);
            }
        }
        return null;
    }

    private static DuckDbException? Problem(StatementContext context, ExternalRead external, string file)
    {
        try
        {
            var sql = $"SELECT max(hash(COLUMNS(*))) FROM ({external.SqlOf([file])})";
            using var rows = context.Session.Engine.Query(sql, context.Zone, context.CancellationToken);
            while (rows.TryReadChunk(out _))
            {
            }
            return null;
        }
        catch (DuckDbException problem)
        {
            return problem;
        }
    }

    private static RametException Named(StatementContext context, PlannedScan scan, string file, DuckDbException problem)
    {
        var error = ErrorTranslation.Of(problem, context.CancellationToken);
        return new RametException(
            error.Code,
            error.Kind,
            $"file '{file}' of external table {scan.Table.FullName}: {error.Detail}",
            scan.Scan.Span,
            "Correct the file, or create the table with a type that takes all of its values, such as STRING.",
            problem);
    }
}
