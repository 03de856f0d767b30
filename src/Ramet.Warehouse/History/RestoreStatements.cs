using System.Globalization;
using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Clone;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using PartitionKeys = Ramet.Tables.Partitions.PartitionFilter;
using TableName = Ramet.Sql.Syntax.TableName;

namespace Ramet.Warehouse.History;

/// <summary>
/// RESTORE TABLE and PURGE TABLE. Going back shares the files of the old state, as a clone would; it is a change like any other, so it
/// can itself be undone.
/// </summary>
internal static class RestoreStatements
{
    public static StatementResult Restore(StatementContext context, RestoreTableStatement statement)
    {
        if (statement.Id is { } id)
            return RestoreDropped(context, statement, id);
        if (statement.Lsn is null && statement.Partitions.IsEmpty)
        {
            throw StatementErrors.Semantic(
                statement.Span,
                "RESTORE TABLE needs the number of a version, TO LSN '...', or the id of a dropped table, ('id'='...')",
                "SHOW HISTORY FOR TABLE lists versions, SHOW RECYCLEBIN lists dropped tables.");
        }
        return statement.NewName is null ? RestoreInPlace(context, statement) : RestoreAs(context, statement, statement.NewName);
    }

    public static StatementResult Purge(StatementContext context, PurgeTableStatement statement)
    {
        if (statement.Id is { } id)
            return context.Commit(null, new CatalogChange.PurgeTable(DroppedTables.Require(context, statement.Table, id, AccessAction.Drop)));

        var name = context.Resolve(statement.Table);
        var purged = new List<CatalogTable>();
        if (context.FindTable(statement.Table, AccessAction.Drop) is { } table)
            purged.Add(table);
        var project = context.RequireProject(ProjectPart(context, statement.Table), AccessAction.List, statement.Table.Span);
        foreach (var dropped in DroppedTables.List(context, project, pattern: null).Where(dropped => statement.Table.Table.Matches(dropped.Name)))
        {
            if (context.Catalog.FindDroppedTable(project.Id, dropped.Uuid) is not { } found)
                continue; // restored or purged since it was listed
            context.Authorize(AccessAction.Drop, context.Access.ObjectOf(found), statement.Table.Span);
            purged.Add(found);
        }
        if (purged.Count == 0)
            throw context.TableNotFound(name, statement.Table.Span);
        return context.Commit(null, [.. purged.Select(found => new CatalogChange.PurgeTable(found))]);
    }

    /// <summary>The dropped table itself comes back, with its history.</summary>
    private static CompletedResult RestoreDropped(StatementContext context, RestoreTableStatement statement, TextValue id)
    {
        if (statement.Lsn is not null || !statement.Partitions.IsEmpty)
        {
            throw StatementErrors.Semantic(
                statement.Span, "a dropped table is restored as a whole", "Restore it first, then RESTORE TABLE ... TO LSN '...'.");
        }
        var dropped = DroppedTables.Require(context, statement.Table, id, AccessAction.Drop);
        context.Authorize(AccessAction.CreateTable, context.Access.ObjectOf(dropped.Project), statement.Table.Span);
        context.Require(new CatalogRequirement.ProjectExists(dropped.Project));
        var name = statement.NewName is { } newName ? DefinedColumn.CheckName(newName) : dropped.Name;
        return context.Commit(Summary(context, dropped.Metadata), new CatalogChange.RestoreTable(dropped, name));
    }

    private static CompletedResult RestoreInPlace(StatementContext context, RestoreTableStatement statement)
    {
        var table = context.RequireTable(statement.Table, AccessAction.Update);
        if (!statement.Partitions.IsEmpty)
            return RestorePartitions(context, statement, table);

        context.Authorize(AccessAction.Alter, context.Access.ObjectOf(table), statement.Table.Span);
        var state = FindState(context, statement, table);
        if (state.IsCurrent && SnapshotRestore.HasSchemaOf(table.Metadata, state.Snapshot))
            return context.Done();
        var writer = new SnapshotWriter(context.Warehouse.Manifests, SnapshotChange.ReplaceAll([]));
        return TableChange.Commit(
            context,
            table,
            TableAspects.Definition | TableAspects.Data,
            Summary(context, table.Metadata.AsOf(state.Snapshot)),
            metadata => RequireClusteringColumns(
                statement,
                table with { Metadata = metadata },
                state.Snapshot is { } snapshot ? GoBack(context, metadata, snapshot) : MakeEmpty(context, metadata, writer)));
    }

    /// <summary>Restored metadata, unless it lacks a column by which the table, whose clustering stays, is clustered or sorted by now.</summary>
    private static TableMetadata RequireClusteringColumns(RestoreTableStatement statement, CatalogTable table, TableMetadata restored)
    {
        if (Clustering.Of(restored) is { } clustering
            && table.Metadata.CurrentSchema.Fields.FirstOrDefault(field => clustering.Uses(field.Id) && restored.CurrentSchema.FindField(field.Id) is null) is { } missing)
        {
            throw StatementErrors.Semantic(
                statement.Span,
                $"table {table.FullName} is clustered or sorted by column {missing.Name}, which this version does not have",
                $"Write ALTER TABLE {table.FullName} NOT CLUSTERED first, or cluster it by columns that the version has.");
        }
        return restored;
    }

    private static TableMetadata GoBack(StatementContext context, TableMetadata metadata, Snapshot snapshot)
    {
        var nowMs = context.Now.ToUnixTimeMilliseconds();
        var updates = SnapshotRestore.Updates(
            metadata, snapshot, context.Warehouse.Scan(metadata.AsOf(snapshot)).Totals(), context.Warehouse.Scan(metadata).Totals(), nowMs);
        return TableCommit.Apply(metadata, updates, nowMs);
    }

    /// <summary>The state before the first snapshot has no files to share.</summary>
    private static TableMetadata MakeEmpty(StatementContext context, TableMetadata metadata, SnapshotWriter writer)
    {
        var nowMs = context.Now.ToUnixTimeMilliseconds();
        var restored = SnapshotRestore.WithColumnsOf(metadata, restored: null);
        var snapshot = writer.Write(restored, nowMs, context.CancellationToken);
        return TableCommit.Apply(restored, SnapshotWriter.Updates(snapshot), nowMs);
    }

    /// <summary>Named partitions get the files that they had. The columns of the table stay as they are.</summary>
    private static CompletedResult RestorePartitions(StatementContext context, RestoreTableStatement statement, CatalogTable table)
    {
        var source = SourceOfPartitions(context, statement, table);
        var keys = PartitionArguments.ExistingKeys(context, source, statement.Partitions);
        var change = CloneScope.Of(context, source, keys.Contains).Apply(files => SnapshotChange.ReplacePartitions(PartitionKeys.Of(keys), files));
        return TableDataChange.Commit(context, table, change, new JobSummary(("partitions restored", keys.Count), ("bytes copied", 0)));
    }

    /// <summary>The table in the state from which partitions are taken: the one that is named, else the last one that has all of them.</summary>
    private static CatalogTable SourceOfPartitions(StatementContext context, RestoreTableStatement statement, CatalogTable table)
    {
        if (!table.Metadata.DefaultSpec.IsPartitioned)
            throw StatementErrors.NotPartitioned(statement.Partitions[0].Span, table.FullName);
        if (statement.Lsn is not null)
            return AsOf(table, FindState(context, statement, table));

        var keys = statement.Partitions.Select(partition => PartitionArguments.Key(context, table, partition)).ToHashSet();
        if (context.Warehouse.Scan(table.Metadata).FindExisting(keys).FirstOrDefault() is { } present)
        {
            throw StatementErrors.Semantic(
                statement.Span,
                $"table {table.FullName} has the partition {present.ToText(table.Metadata.DefaultSpec)}",
                "Write TO LSN '...' to bring back what it held; SHOW HISTORY FOR TABLE ... PARTITION (...) lists its versions.");
        }
        foreach (var state in TableHistory.Of(context, table).States.Reverse())
        {
            var then = AsOf(table, state);
            if (context.Warehouse.Scan(then.Metadata).FindExisting(keys).Count == keys.Count)
                return then;
        }
        throw StatementErrors.Semantic(
            statement.Span,
            $"no retained version of table {table.FullName} has {(keys.Count == 1 ? "this partition" : "all of these partitions")}",
            "SHOW HISTORY FOR TABLE ... PARTITION (...) lists the versions of a partition.");
    }

    /// <summary>A new table gets the state, as a clone of the table at that time.</summary>
    private static CompletedResult RestoreAs(StatementContext context, RestoreTableStatement statement, Identifier newName)
    {
        var table = context.RequireTable(statement.Table, AccessAction.Select);
        var parts = statement.Table.Parts;
        var written = new TableName([.. parts[..^1], newName]) { Span = newName.Span };
        var target = NewTable.At(context, written, context.Resolve(written));
        context.Require(new CatalogRequirement.TableExists(table));
        var source = statement.Partitions.IsEmpty ? AsOf(table, FindState(context, statement, table)) : SourceOfPartitions(context, statement, table);
        var widened = SnapshotRestore.WithColumnsOf(source.Metadata, source.Metadata.CurrentSnapshot);
        var metadata = RequireClusteringColumns(statement, table, widened);
        AuthorizeColumns(context, statement.Table, table, metadata);
        var properties = TableInheritance.Properties(metadata, lifecycleDays: null);
        if (statement.Partitions.IsEmpty)
        {
            var whole = target.Create((uuid, location, nowMs) => metadata.CloneAs(uuid, location, properties, nowMs));
            return context.Commit(Summary(context, metadata), whole with { LabelsOf = table });
        }

        var keys = PartitionArguments.ExistingKeys(context, source, statement.Partitions);
        var empty = target.Create((uuid, location, nowMs) => TableInheritance.Like(metadata, properties, uuid, location, nowMs));
        var change = CloneScope.Of(context, source, keys.Contains).Apply(SnapshotChange.Append);
        return context.Commit(
            new JobSummary(("partitions restored", keys.Count), ("bytes copied", 0)),
            empty with { Metadata = TableDataChange.Apply(context, empty.Metadata, change), LabelsOf = table });
    }

    /// <summary>The state may have columns that the table no longer has; who reads the new table reads them.</summary>
    private static void AuthorizeColumns(StatementContext context, TableName name, CatalogTable table, TableMetadata restored)
    {
        var columns = restored.CurrentSchema.Fields.Select(field => TimeTravel.GrantedName(table, field.Id, field.Name));
        context.AuthorizeColumns(table, context.Resolve(name), [.. columns], name.Span, view: null);
    }

    private static TableState FindState(StatementContext context, RestoreTableStatement statement, CatalogTable table)
    {
        var written = statement.Lsn!; // asked for only where there is one
        return long.TryParse(written.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? TableHistory.Of(context, table).Find(number, written.Span)
            : throw StatementErrors.Semantic(written.Span, $"'{written.Value}' is not the number of a version", "SHOW HISTORY FOR TABLE lists them.");
    }

    private static CatalogTable AsOf(CatalogTable table, TableState state) => TimeTravel.To(table, state);

    private static Identifier? ProjectPart(StatementContext context, TableName name) =>
        name.Parts.Length > 1 ? name.Parts[0] with { Name = context.Resolve(name).Project } : null;

    private static JobSummary Summary(StatementContext context, TableMetadata restored)
    {
        var totals = context.Warehouse.Scan(restored).Totals();
        return new JobSummary(
            ("rows restored", totals.Records), ("files shared", totals.FilesWithRows), ("bytes shared", totals.BytesOfRows), ("bytes copied", 0));
    }
}
