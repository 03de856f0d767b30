using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Settles what statements mean: names become columns, calls become functions, and MaxCompute's rules about types, NULL, grouping and
/// partitions are applied, so that the writer has no rule left to know. Every error has its place in the statement's text.
/// </summary>
/// <param name="resolver">Finds the tables.</param>
/// <param name="settings">The settings of the session.</param>
public sealed class Binder(ITableResolver resolver, BinderSettings settings)
{
    /// <summary>Binds a query, to be run or to fill a new table.</summary>
    /// <exception cref="RametException">
    /// The query has no meaning for these tables, or reads too much (see <see cref="BinderSettings.AllowFullScan"/>).
    /// </exception>
    public BoundQuery BindQuery(Query query)
    {
        var session = new BindingSession(resolver, settings);
        var block = new QueryBinder(session).Bind(query, new QueryContext(null, null, []));
        // A column of bare NULLs has to have some type.
        var types = block.Outputs.Select(output => output.Type.Kind == TypeKind.Void ? DataType.String : output.Type).ToImmutableArray();
        return Finish(session, session.Convert(block, types));
    }

    /// <summary>Binds INSERT, by the position of columns, not by their names.</summary>
    /// <exception cref="RametException">As <see cref="BindQuery"/>; or the rows do not fit the target.</exception>
    public BoundInsert BindInsert(InsertStatement insert)
    {
        var session = new BindingSession(resolver, settings);
        var table = session.Table(insert.Target.Table);
        var source = new QueryBinder(session).Bind(insert.Source, new QueryContext(null, null, []));
        var (rows, staticPartition) = new InsertBinder(session).Bind(insert.Target, table, source, insert.Source.Body.Span);
        return new BoundInsert(table, Finish(session, rows), staticPartition);
    }

    /// <summary>Binds a multi-insert.</summary>
    /// <exception cref="RametException">As <see cref="BindInsert"/>.</exception>
    public BoundMultiInsert BindMultiInsert(MultiInsertStatement insert) =>
        ReadsOneTable(insert) ? BindEachAlone(insert) : BindWithStoredSource(insert);

    /// <summary>
    /// Whether the source is one table: then each branch reads from its files just the columns and partitions that it needs, which costs less
    /// than keeping rows for all of them. All else is computed once.
    /// </summary>
    private bool ReadsOneTable(MultiInsertStatement insert) =>
        insert.From is [NamedTable { Sample: null } table]
        && !(table.Name.Parts is [var name] && insert.With.Any(common => name.Matches(common.Name.Name)))
        && new BindingSession(resolver, settings).Table(table.Name, table.Version) is { View: null, IsExternal: false };

    private BoundMultiInsert BindEachAlone(MultiInsertStatement insert) => new(Source: null, Stored: null, [.. insert.Branches.Select(branch =>
    {
        var select = (SelectBody)branch.Source.Body; // the parser takes no other
        var source = branch.Source with { With = insert.With, Body = select with { From = insert.From } };
        return BindInsert(new InsertStatement(branch.Target, source, ZOrderBy: []) { Span = branch.Span });
    })]);

    private BoundMultiInsert BindWithStoredSource(MultiInsertStatement insert)
    {
        var source = new MultiInsertSource(new BindingSession(resolver, settings), insert);
        var branches = insert.Branches.Select(branch =>
        {
            var session = new BindingSession(resolver, settings);
            var table = session.Table(branch.Target.Table);
            var (rows, staticPartition) = new InsertBinder(session).Bind(branch.Target, table, source.Bind(branch, session), branch.Source.Body.Span);
            return new BoundInsert(table, Finish(session, rows), staticPartition);
        }).ToImmutableArray();
        return new BoundMultiInsert(Finish(source.Session, source.ToBlock()), source.Stored, branches);
    }

    /// <summary>Binds UPDATE, DELETE or MERGE.</summary>
    /// <exception cref="RametException">As <see cref="BindQuery"/>; or a value does not fit its column.</exception>
    public BoundRowChange BindRowChange(RowChangeStatement statement)
    {
        var session = new BindingSession(resolver, settings);
        var query = statement switch
        {
            DeleteStatement delete => new RowChangeBinder(session).Bind(delete),
            UpdateStatement update => new RowChangeBinder(session).Bind(update),
            MergeStatement merge => new MergeBinder(session, merge).Bind(),
            _ => throw new ArgumentException($"A {statement.GetType().Name} cannot be bound.", nameof(statement)),
        };
        return new BoundRowChange(
            query.Target, Finish(session, query.ToBlock(session)), query.Assigned, query.Updated, query.MayRepeat, query.DeletesPartitions);
    }

    /// <summary>The values of a full PARTITION(...), outermost level first.</summary>
    /// <exception cref="RametException">A level is missing or unknown, or a value is none of its column's type.</exception>
    public ImmutableArray<BoundConstant> BindPartition(TableSymbol table, PartitionSpec partition) =>
        new PartitionSpecBinder(new BindingSession(resolver, settings)).BindFull(table, partition);

    /// <summary>The values of a PARTITION(...) that may leave out levels, as in SHOW PARTITIONS; null for those left out.</summary>
    /// <exception cref="RametException">A column is not a partition column, or a value is none of its type.</exception>
    public ImmutableArray<BoundConstant?> BindPartitionPrefix(TableSymbol table, PartitionSpec partition) =>
        new PartitionSpecBinder(new BindingSession(resolver, settings)).BindPartial(table, partition);

    /// <summary>
    /// The conditions of <c>DROP PARTITION(ds &lt; '201911', region = 'x')</c> as the <see cref="BoundTableScan.PartitionPredicate"/> of a
    /// scan.
    /// </summary>
    /// <exception cref="RametException">A condition uses another column, or not exactly one.</exception>
    public BoundTableScan BindPartitionFilter(TableName table, PartitionFilter filter) =>
        new PartitionSpecBinder(new BindingSession(resolver, settings)).BindFilter(table, filter);

    /// <summary>A constant of a wanted type, such as the value behind DEFAULT.</summary>
    /// <exception cref="RametException">The expression is not constant, or not converted to the type by itself.</exception>
    public BoundExpression BindConstant(Expression expression, DataType type) =>
        new BindingSession(resolver, settings).Constant(expression, type);

    private BoundQuery Finish(BindingSession session, BoundQueryBlock block)
    {
        PartitionPruning.Apply(block);
        foreach (var scan in session.Scans)
        {
            if (scan.Table.IsPartitioned && !scan.HasPartitionCondition && !settings.AllowFullScan)
                throw FullScan(scan);
        }
        return new BoundQuery(block, [.. session.Scans], [.. session.Views]);
    }

    private static RametException FullScan(BoundTableScan scan) => BindingErrors.Semantic(
        $"physical plan generation failed: java.lang.RuntimeException: Table({scan.Table.Project},{scan.Table.Name}) "
        + "is full scan with all partitions, please specify partition predicates.",
        scan.Span, $"Add a condition on {scan.Table.PartitionColumns[0].Name}, or SET odps.sql.allow.fullscan=true.");
}
