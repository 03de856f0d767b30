using System.Globalization;
using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.DuckDb;
using Ramet.Tables.Manifests;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// Finds the data file at fault when the engine fails on one: what it says itself often names neither the file nor the table. First comes
/// what the directory tells, then files are read one by one, which is slow: the error may as well be one of the user's values.
/// </summary>
internal static class DataFileDiagnosis
{
    /// <summary>How much is read in search of damage, so that an error does not take longer than the query.</summary>
    private const long BytesReadMax = 256L << 20;

    /// <summary>The error that names the damaged file and its table; the error itself when no file is damaged.</summary>
    public static Exception Explain(StatementContext context, QueryPlan plan, Exception exception)
    {
        if (exception is not DuckDbException { ErrorType: var type } error || !MayComeFromFile(type))
            return exception;
        return ExternalFileDiagnosis.Find(context, plan, error) ?? Find(context, plan, VisibleDamage, exception) ?? Find(context, plan, DamageInside(BytesReadMax), exception) ?? exception;
    }

    private static RametException? Find(StatementContext context, QueryPlan plan, Func<StatementContext, DataFile, string?> look, Exception cause)
    {
        foreach (var scan in plan.Scans)
        {
            foreach (var file in scan.Files)
            {
                if (look(context, file) is { } damage)
                    return Damaged(context, scan, file, damage, cause);
            }
        }
        return null;
    }

    private static bool MayComeFromFile(DuckDbErrorType type) =>
        type is DuckDbErrorType.Io or DuckDbErrorType.Invalid or DuckDbErrorType.InvalidInput or DuckDbErrorType.Serialization or DuckDbErrorType.Internal
            or DuckDbErrorType.Binder or DuckDbErrorType.Conversion or DuckDbErrorType.OutOfRange;

    /// <summary>What is wrong with a file as its directory shows it; null when nothing is.</summary>
    private static string? VisibleDamage(StatementContext context, DataFile file)
    {
        var info = new FileInfo(context.Warehouse.Store.EngineLocation(file.Path));
        if (!info.Exists)
            return "is missing";
        return info.Length == file.SizeBytes
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"has {info.Length} bytes instead of {file.SizeBytes}");
    }

    /// <summary>Looks into files until so many bytes are read; files after that count as sound.</summary>
    private static Func<StatementContext, DataFile, string?> DamageInside(long bytesMax) => (context, file) =>
        (bytesMax -= file.SizeBytes) < 0 ? null : DamageInside(context, file);

    /// <summary>What is wrong with a file; null when all of it can be read.</summary>
    private static string? DamageInside(StatementContext context, DataFile file)
    {
        var location = context.Warehouse.Store.EngineLocation(file.Path);
        try
        {
            // A hash needs every value; counts and extremes would come from the statistics in the footer.
            var sql = $"SELECT max(hash(COLUMNS(*))) FROM read_parquet({DuckDbNames.Literal(location)}, hive_partitioning = false)";
            using var rows = context.Session.Engine.Query(sql, context.Zone, context.CancellationToken);
            while (rows.TryReadChunk(out _))
            {
            }
            return null;
        }
        catch (DuckDbException error)
        {
            return $"cannot be read: {error.Detail.Split('\n', 2)[0]}";
        }
    }

    private static RametException Damaged(StatementContext context, PlannedScan scan, DataFile file, string damage, Exception cause) => new(
        ErrorCode.StorageError,
        ErrorKind.Environment,
        $"data file '{context.Warehouse.Store.EngineLocation(file.Path)}' of table {scan.Table.FullName} {damage}",
        scan.Scan.Span,
        "Bring the file back from a backup, or remove its rows: drop its partition, or overwrite the table.",
        cause);
}
