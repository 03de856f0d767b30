using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Tables.Commits;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Keys;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// FROM ... INSERT ... INSERT ...: one source, several outputs. All tables are read at one moment (I2), a source that is more than a table is
/// computed once, and all outputs are committed at once (I1).
/// </summary>
internal static class MultiInsertStatements
{
    private const int BranchesMax = 255;

    public static StatementResult Insert(StatementContext context, MultiInsertStatement statement)
    {
        var readsTarget = false;
        return StateRetry.Run(context, context.Resolve(statement.Branches[0].Target.Table), Run, mayRepeat: () => readsTarget);

        CompletedResult Run()
        {
            var plan = Plan(context, statement);
            readsTarget = plan.ReadsTarget;
            context.AnnounceJob();
            return Commit(context, plan, Write(context, plan));
        }
    }

    /// <summary>Plans the source and all branches.</summary>
    public static MultiInsertPlan Plan(StatementContext context, MultiInsertStatement statement)
    {
        if (statement.Branches.Length > BranchesMax)
        {
            throw StatementErrors.Semantic(
                statement.Branches[BranchesMax].Target.Span, $"a multi-insert has at most {BranchesMax} outputs, found {statement.Branches.Length}");
        }
        var tables = new QueryTables(context, statement, StatementTarget.Of(statement));
        var insert = context.Binder(tables).BindMultiInsert(statement);
        CheckTargets(statement, insert);
        var source = insert.Source is null ? null : QueryPlanner.Plan(context, insert.Source, tables);
        var branches = statement.Branches.Zip(insert.Branches, (branch, bound) => InsertStatements.Plan(context, branch.Target, bound, tables));
        return new MultiInsertPlan(statement, source, insert.Stored, [.. branches]);
    }

    /// <summary>No two branches may write to one place, since nothing says which rows would be there afterwards.</summary>
    private static void CheckTargets(MultiInsertStatement statement, BoundMultiInsert insert)
    {
        for (var second = 1; second < insert.Branches.Length; second++)
        {
            for (var first = 0; first < second; first++)
                CheckTargets(statement.Branches[first].Target, insert.Branches[first], statement.Branches[second].Target, insert.Branches[second]);
        }
    }

    private static void CheckTargets(InsertTarget firstTarget, BoundInsert first, InsertTarget target, BoundInsert second)
    {
        var table = second.Target;
        if (first.Target.ToString() != table.ToString())
            return;
        if (firstTarget.IsOverwrite != target.IsOverwrite)
        {
            throw StatementErrors.Semantic(
                target.Table.Span,
                $"INSERT INTO and INSERT OVERWRITE of the table {table} stand in one multi-insert",
                "Use the same for all branches that write to one table.");
        }
        if (!table.IsPartitioned)
        {
            throw StatementErrors.Semantic(
                target.Table.Span, $"the table {table} is written twice", "Combine both branches, for example with UNION ALL, into one statement.");
        }
        if (first.StaticPartition.Zip(second.StaticPartition).All(static pair => Equals(pair.First.Value, pair.Second.Value)))
        {
            throw StatementErrors.Semantic(
                target.Partition?.Span ?? target.Table.Span,
                first.IsDynamic || second.IsDynamic
                    ? $"two branches may write to the same partitions of the table {table}"
                    : $"a partition of the table {table} is written twice",
                "Each partition may be written by one branch only.");
        }
    }

    private static List<InsertOutput> Write(StatementContext context, MultiInsertPlan plan)
    {
        using var stored = plan.Source is null ? null : StoredRows.Keep(context, plan.Stored!, plan.Source); // they come together
        return plan.Branches.ConvertAll(branch => InsertOutput.Write(context, branch));
    }

    private static CompletedResult Commit(StatementContext context, MultiInsertPlan plan, List<InsertOutput> outputs)
    {
        var summary = InsertOutput.Summary(outputs);
        var changes = Changes(context, plan, outputs);
        if (changes.Count == 0)
            return context.Commit(summary);
        return TableChange.Commit(context, changes.ConvertAll(static change => change.Table), tables => new PlannedChange(
            [.. changes.Zip(tables, static (change, table) => change.Apply(table)).SelectMany(static ofTable => ofTable)], summary));
    }

    private static List<TargetChange> Changes(StatementContext context, MultiInsertPlan plan, List<InsertOutput> outputs)
    {
        var changes = new List<TargetChange>();
        var branches = plan.Statement.Branches.Zip(plan.Branches, outputs);
        foreach (var target in branches.GroupBy(static branch => branch.Second.Target.Id))
        {
            var (written, first, _) = target.First();
            var (table, isOverwrite) = (first.Target, written.Target.IsOverwrite);
            List<InsertOutput> ofTable = [.. target.Select(static branch => branch.Third)];
            if (InsertOutput.Keyed(table.Metadata, isOverwrite, ofTable) is { } rows)
                changes.Add(new TargetChange(table, current => KeyReplacement.Changes(context, current, rows), plan.Reads(table)));
            else if (InsertOutput.Change(table.Metadata, isOverwrite, ofTable) is { } change)
                changes.Add(new TargetChange(table, Applying(context, change), plan.Reads(table)));
        }
        return changes;
    }

    private static Func<CatalogTable, IReadOnlyList<CatalogChange>> Applying(StatementContext context, SnapshotChange change)
    {
        var writer = new SnapshotWriter(context.Warehouse.Manifests, change);
        return current => [new CatalogChange.ReplaceTableState(current, TableDataChange.Apply(context, writer, current.Metadata), TableAspects.Data)];
    }

    /// <summary>What happens to one table.</summary>
    /// <param name="Table">The table as it was read.</param>
    /// <param name="Plan">What happens to it in the state of an attempt.</param>
    /// <param name="MustBeUnchanged">Whether its rows were computed from the table itself.</param>
    private sealed record TargetChange(CatalogTable Table, Func<CatalogTable, IReadOnlyList<CatalogChange>> Plan, bool MustBeUnchanged)
    {
        public IReadOnlyList<CatalogChange> Apply(CatalogTable current)
        {
            if (MustBeUnchanged)
                TableCommit.Check(current.Metadata, new TableRequirement.HasCurrentSnapshot(Table.Metadata.CurrentSnapshotId));
            return Plan(current);
        }
    }
}

/// <summary>A multi-insert that is ready to run.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Source">The rows that are computed once; null when each branch reads a table by itself.</param>
/// <param name="Stored">Where they are kept; null without <paramref name="Source"/>.</param>
/// <param name="Branches">The branches in order.</param>
internal sealed record MultiInsertPlan(MultiInsertStatement Statement, QueryPlan? Source, StoredRowsSymbol? Stored, List<InsertPlan> Branches)
{
    /// <summary>Whether the rows are computed from a table that they are written to.</summary>
    public bool ReadsTarget => Branches.Exists(branch => Reads(branch.Target));

    /// <summary>Whether some rows are computed from a table. Which branch uses them does not matter: all are written at once.</summary>
    public bool Reads(CatalogTable table)
    {
        var scans = Branches.SelectMany(static branch => branch.Query.Scans).Concat(Source?.Scans ?? []);
        return scans.Any(scan => scan.Table.Id == table.Id);
    }
}
