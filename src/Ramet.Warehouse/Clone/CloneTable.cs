using System.Collections.Immutable;
using System.Globalization;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Projects;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Tables.Metadata;
using Ramet.Tables.Partitions;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Clone;

/// <summary>
/// CLONE TABLE: copies a table, or some of its partitions, to another name, project or account by metadata alone.
/// </summary>
/// <remarks>
/// A whole table to a new name: the new table is the source's definition, without its lifecycle, and one snapshot that points at the
/// manifest list of the source. No file is written or read, so the cost is one commit of the catalog, whatever the size.
///
///     source row ── snapshot 7 ──┐
///                                ├──> manifest list ──> manifests ──> data files
///     clone row ─── snapshot 1 ──┘
///
/// From then on each table goes its own way: files are immutable (I4), and a change of either makes a new manifest list (I3).
/// </remarks>
internal static class CloneTable
{
    private const int AttemptsMax = 5;

    /// <summary>
    /// Runs the statement. With IF EXISTS it is right whether the destination exists or not, so it begins anew when that has changed since
    /// it looked.
    /// </summary>
    public static StatementResult Run(StatementContext context, CloneTableStatement statement)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (source, destination) = FindTables(context, statement);
            try
            {
                return Run(context, statement, source, destination);
            }
            catch (RametException error) when (attempt < AttemptsMax && statement.WhenExists != CloneWhenExists.Fail && IsAboutNames(error)
                && context.Catalog.FindTable(context.Resolve(statement.Destination))?.Id != destination?.Id)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>What the statement would do now: it is checked as if it ran, and nothing is written.</summary>
    public static (string Title, JobSummary Counts) Explain(StatementContext context, CloneTableStatement statement)
    {
        var (source, destination) = FindTables(context, statement);
        var isWanted = Scope(context, statement, source);
        if (destination is not null)
        {
            return statement.WhenExists == CloneWhenExists.Fail
                ? throw AlreadyExists(statement, destination)
                : CloneIntoExisting.Explain(context, statement, source, destination, isWanted ?? (static _ => true));
        }
        var target = FindTarget(context, statement, source);
        var counts = isWanted is null ? Summary(source.Metadata) : CloneScope.Of(context, source, isWanted).Summary(replacedPartitions: 0, skippedPartitions: 0);
        return ($"Clone {source.FullName} to {target.FullName}, a new table", counts);
    }

    private static CompletedResult Run(StatementContext context, CloneTableStatement statement, CatalogTable source, CatalogTable? destination)
    {
        var isWanted = Scope(context, statement, source);

        // Later changes of the source do not matter, its files stay; but what was dropped meanwhile may not come back as a clone (I4).
        context.Require(new CatalogRequirement.TableExists(source));
        if (destination is null)
            return CreateClone(context, statement, source, isWanted);
        return statement.WhenExists switch
        {
            CloneWhenExists.Fail => throw AlreadyExists(statement, destination),
            CloneWhenExists.Overwrite or CloneWhenExists.Ignore =>
                CloneIntoExisting.Run(context, statement, source, destination, isWanted ?? (_ => true)),
        };
    }

    private static bool IsAboutNames(RametException error) => error.Kind == ErrorKind.Conflict || error.Code == ErrorCode.TableAlreadyExists;

    /// <summary>
    /// The tables of the statement at one moment. An existing destination is written to only with Update; whether it may be created is
    /// asked by <see cref="NewTable"/>.
    /// </summary>
    private static (CatalogTable Source, CatalogTable? Destination) FindTables(StatementContext context, CloneTableStatement statement)
    {
        var (sourceName, destinationName) = (context.Resolve(statement.Source), context.Resolve(statement.Destination));
        var tables = context.Catalog.FindTables([sourceName, destinationName]);
        var source = context.Admit(sourceName, tables[0], AccessAction.Select, statement.Source.Span)
            ?? throw context.TableNotFound(sourceName, statement.Source.Span);
        TableKinds.RequireManaged(source, statement.Source.Span);
        if (tables[1]?.Id == source.Id)
            throw StatementErrors.Semantic(statement.Destination.Span, $"source and destination are the same table, {source.FullName}");
        if (tables[1] is not { } destination)
            return (source, null);
        context.Admit(destinationName, destination, AccessAction.Update, statement.Destination.Span);
        CheckAccounts(context, statement, source.Project, destination.Project);
        return (source, TableKinds.RequireManaged(destination, statement.Destination.Span));
    }

    /// <summary>Between projects of different accounts, only accounts clone.</summary>
    private static void CheckAccounts(StatementContext context, CloneTableStatement statement, Project source, Project destination)
    {
        var target = context.Access.ObjectOf(destination);
        context.Access.Admit(
            AccessAction.CreateTable,
            target,
            AccessPolicy.DecideClone(context.Caller, context.Access.ObjectOf(source), target),
            statement.Destination.Span);
    }

    /// <summary>Which partitions the statement names; null when it means the whole table.</summary>
    /// <exception cref="RametException">The table is not partitioned, or has no such partition.</exception>
    private static Func<PartitionKey, bool>? Scope(StatementContext context, CloneTableStatement statement, CatalogTable source)
    {
        if (statement.Partitions.IsEmpty)
            return null;
        if (!source.Metadata.DefaultSpec.IsPartitioned)
            throw StatementErrors.NotPartitioned(statement.Partitions[0].Span, source.FullName);
        var keys = PartitionArguments.ExistingKeys(context, source, statement.Partitions);
        return keys.Contains;
    }

    private static CompletedResult CreateClone(
        StatementContext context, CloneTableStatement statement, CatalogTable source, Func<PartitionKey, bool>? isWanted)
    {
        var target = FindTarget(context, statement, source);
        if (isWanted is null)
        {
            var whole = target.Create((uuid, location, nowMs) => source.Metadata.CloneAs(uuid, location, Properties(source, nowMs), nowMs));
            return context.Commit(Summary(source.Metadata), whole with { LabelsOf = source });
        }

        var empty = target.Create((uuid, location, nowMs) =>
            TableInheritance.Like(source.Metadata, Properties(source, nowMs), uuid, location, nowMs));
        var scope = CloneScope.Of(context, source, isWanted);
        var filled = TableDataChange.Apply(context, empty.Metadata, scope.Apply(SnapshotChange.Append));
        return context.Commit(scope.Summary(replacedPartitions: 0, skippedPartitions: 0), empty with { Metadata = filled, LabelsOf = source });
    }

    /// <summary>The place for the clone, after its creation was allowed.</summary>
    private static NewTable FindTarget(StatementContext context, CloneTableStatement statement, CatalogTable source)
    {
        var target = NewTable.At(context, statement.Destination, context.Resolve(statement.Destination));
        CheckAccounts(context, statement, source.Project, target.Project);
        CloneRules.CheckPlaces(statement, source.Project, target.Project);
        return target;
    }

    private static ImmutableSortedDictionary<string, string> Properties(CatalogTable source, long nowMs) =>
        TableInheritance.Properties(source.Metadata, lifecycleDays: null).SetItems(Origin(source, nowMs));

    private static IEnumerable<KeyValuePair<string, string>> Origin(CatalogTable source, long nowMs)
    {
        yield return new(TableProperties.CloneSource, source.FullName.ToString());
        yield return new(TableProperties.CloneTime, DateTimeOffset.FromUnixTimeMilliseconds(nowMs).ToString("O", CultureInfo.InvariantCulture));
        if (source.Metadata.CurrentSnapshotId is { } snapshot)
            yield return new(TableProperties.CloneSnapshot, snapshot.ToString());
    }

    private static JobSummary Summary(TableMetadata source)
    {
        var totals = source.CurrentSnapshot?.Summary.Totals ?? default;
        return new JobSummary(
            ("rows cloned", totals.Records), ("files shared", totals.FilesWithRows), ("bytes shared", totals.BytesOfRows), ("bytes copied", 0));
    }

    private static RametException AlreadyExists(CloneTableStatement statement, CatalogTable destination) => new(
        ErrorCode.TableAlreadyExists,
        ErrorKind.User,
        $"table {destination.FullName} already exists",
        statement.Destination.Span,
        "Write IF EXISTS OVERWRITE to replace its data, or IF EXISTS IGNORE to add only the partitions that it lacks.");
}
