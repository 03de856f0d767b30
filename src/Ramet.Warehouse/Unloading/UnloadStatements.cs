using System.Collections.Immutable;
using Ramet.DuckDb;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Files;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Unloading;

/// <summary>
/// UNLOAD: the rows of a query become a file outside of the warehouse. They leave the project for good, so that reading them is downloading
/// (<see cref="StatementTarget.IsOutside"/>).
/// </summary>
/// <remarks>
/// 1. The rows are written to a hidden file in the directory, which LOAD and external tables pass over.
/// 2. It is made durable (I6) and gets its name, by which it is there as a whole.
/// 3. The job is committed, under the permissions on which it was decided (I5). If that fails, the file is deleted.
/// </remarks>
internal static class UnloadStatements
{
    public static StatementResult Unload(StatementContext context, UnloadStatement statement)
    {
        var plan = Plan(context, statement);
        var layout = FileLayout.Of(statement.Storage);
        var options = UnloadOptions.Of(statement.Properties, layout);
        var text = new UnloadText(statement, plan, layout, options);
        context.AnnounceJob();
        using var file = UnloadedFile.Create(
            context.Warehouse.WritableLocations,
            FileLocation.PathOf(statement.Location, context.Session.BaseDirectory),
            options.FileName(context.RequireJob().Id.Value, layout),
            statement.Location.Span);
        var rows = Copy(context, plan, text.Write(file.TemporaryPath));
        var bytes = file.Publish();
        var result = context.Commit(new JobSummary(("rows", rows), ("files", 1), ("bytes", bytes)));
        file.Keep();
        return result;
    }

    /// <summary>Plans the rows of an UNLOAD.</summary>
    public static QueryPlan Plan(StatementContext context, UnloadStatement statement) => statement.Source switch
    {
        UnloadQuery source => QueryPlanner.Plan(context, source.Query),
        UnloadTable source => ReadStatements.Plan(context, source.Table, source.Partition, table => [Columns(table, source)], limit: null),
        var other => throw new ArgumentException($"Nothing is known of {other.GetType().Name}.", nameof(statement)),
    };

    /// <summary>All columns; those of partitions are left out where one partition is named, as LOAD into one wants it.</summary>
    private static StarItem Columns(TableSymbol table, UnloadTable source)
    {
        var place = source.Span;
        ImmutableArray<Identifier> except = source.Partition is { } named && named.Columns.Length == table.PartitionColumns.Length
            ? [.. table.PartitionColumns.ToArray().Select(column => new Identifier(column.Name) { Span = place })]
            : [];
        return new StarItem(null, except, []) { Span = place };
    }

    private static long Copy(StatementContext context, QueryPlan plan, string sql)
    {
        try
        {
            using var rows = context.Session.Engine.Query(sql, context.Zone, context.CancellationToken);
            return rows.TryReadChunk(out var chunk)
                ? chunk.Vector(0).Values<long>()[0]
                : throw new InvalidOperationException("COPY did not say how many rows it wrote.");
        }
        catch (DuckDbException error)
        {
            throw UnloadText.Explain(error) ?? QueryErrors.Explain(context, plan, error);
        }
    }
}
