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
/// <param name="variables">The variables of the script; null for a statement by itself.</param>
public sealed class Binder(ITableResolver resolver, BinderSettings settings, ScriptVariables? variables = null)
{
    /// <summary>Binds a query, to be run or to fill a new table.</summary>
    /// <exception cref="RametException">
    /// The query has no meaning for these tables, or reads too much (see <see cref="BinderSettings.AllowFullScan"/>).
    /// </exception>
    public BoundQuery BindQuery(Query query)
    {
        var session = NewSession();
        var block = new QueryBinder(session).Bind(query, new QueryContext(null, null, []));
        return Finish(session, Typed(session, block));
    }

    /// <summary>Binds one value, which may be computed by subqueries, as a query of one row and one column.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type that it is to have; null for its own.</param>
    /// <exception cref="RametException">As <see cref="BindQuery"/>; or the value is not converted to the type by itself.</exception>
    public BoundQuery BindValue(Expression value, DataType? type)
    {
        var session = NewSession();
        var bound = session.ConstantBinder("a variable").Bind(value);
        var wanted = type ?? (bound.Type.Kind == TypeKind.Void ? DataType.String : bound.Type);
        if (bound.Type.Kind != TypeKind.Void && !session.Conversions.IsImplicit(bound.Type, wanted) && !bound.FitsInto(wanted))
            throw BindingErrors.NotImplicit(bound.Type, wanted, value.Span);
        var outputs = Outputs.Name([(null, wanted)]);
        var select = new BoundSelect(outputs, [bound.ConvertTo(wanted)], IsDistinct: false, null, null, null, null, null);
        return Finish(session, new BoundQueryBlock([], select, [], null, null, []));
    }

    /// <summary>Binds rows that get the columns of a declared variable, by position.</summary>
    /// <exception cref="RametException">As <see cref="BindQuery"/>; or the rows do not fit.</exception>
    public BoundQuery BindRows(Query query, ImmutableArray<ResultColumn> columns)
    {
        var session = NewSession();
        var block = new QueryBinder(session).Bind(query, new QueryContext(null, null, []));
        if (block.Outputs.Length != columns.Length)
            throw BindingErrors.ColumnCount(block.Outputs.Length, columns.Length, query.Body.Span);
        foreach (var (output, column) in block.Outputs.Zip(columns))
        {
            if (output.Type.Kind != TypeKind.Void && !session.Conversions.IsImplicit(output.Type, column.Type))
                throw BindingErrors.NotImplicit(output.Type, column.Type, query.Body.Span);
        }
        return Finish(session, session.Convert(block, [.. columns.Select(column => column.Type)]));
    }

    /// <summary>Binds INSERT, by the position of columns, not by their names.</summary>
    /// <exception cref="RametException">As <see cref="BindQuery"/>; or the rows do not fit the target.</exception>
    public BoundInsert BindInsert(InsertStatement insert)
    {
        var session = NewSession();
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
        && NewSession().Table(table.Name, table.Version) is { View: null, IsExternal: false };

    private BoundMultiInsert BindEachAlone(MultiInsertStatement insert) => new(Source: null, Stored: null, [.. insert.Branches.Select(branch =>
    {
        var select = (SelectBody)branch.Source.Body; // the parser takes no other
        var source = branch.Source with { With = insert.With, Body = select with { From = insert.From } };
        return BindInsert(new InsertStatement(branch.Target, source, ZOrderBy: []) { Span = branch.Span });
    })]);

    private BoundMultiInsert BindWithStoredSource(MultiInsertStatement insert)
    {
        var source = new MultiInsertSource(NewSession(), insert);
        var branches = insert.Branches.Select(branch =>
        {
            var session = NewSession();
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
        var session = NewSession();
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
        new PartitionSpecBinder(NewSession()).BindFull(table, partition);

    /// <summary>The values of a PARTITION(...) that may leave out levels, as in SHOW PARTITIONS; null for those left out.</summary>
    /// <exception cref="RametException">A column is not a partition column, or a value is none of its type.</exception>
    public ImmutableArray<BoundConstant?> BindPartitionPrefix(TableSymbol table, PartitionSpec partition) =>
        new PartitionSpecBinder(NewSession()).BindPartial(table, partition);

    /// <summary>
    /// The conditions of <c>DROP PARTITION(ds &lt; '201911', region = 'x')</c> as the <see cref="BoundTableScan.PartitionPredicate"/> of a
    /// scan.
    /// </summary>
    /// <exception cref="RametException">A condition uses another column, or not exactly one.</exception>
    public BoundTableScan BindPartitionFilter(TableName table, PartitionFilter filter) =>
        new PartitionSpecBinder(NewSession()).BindFilter(table, filter);

    /// <summary>A constant of a wanted type, such as the value behind DEFAULT.</summary>
    /// <exception cref="RametException">The expression is not constant, or not converted to the type by itself.</exception>
    public BoundExpression BindConstant(Expression expression, DataType type) =>
        NewSession().Constant(expression, type);

    /// <summary>Checks that a function which a user wrote in SQL has a meaning.</summary>
    /// <exception cref="RametException">It has none.</exception>
    public void CheckFunction(FunctionSymbol function) => new FunctionBinder(NewSession(), function).Check();

    /// <summary>Binds the text of a view with parameters that is being defined. What comes out cannot be computed; its columns and tables count.</summary>
    /// <param name="symbol">The name of the view.</param>
    /// <param name="view">Its text.</param>
    /// <exception cref="RametException">It has no meaning.</exception>
    public BoundQuery BindView(TableSymbol symbol, ViewSymbol view)
    {
        var session = NewSession();
        var variables = ViewArgumentBinder.Placeholders(session, symbol, view);
        return Finish(session, Typed(session, ViewBinder.BindText(session.Defining(variables), view, variables)));
    }

    /// <summary>The same rows; a column of bare NULLs has to have some type.</summary>
    private static BoundQueryBlock Typed(BindingSession session, BoundQueryBlock block) =>
        session.Convert(block, [.. block.Outputs.Select(output => output.Type.Kind == TypeKind.Void ? DataType.String : output.Type)]);

    private BindingSession NewSession() => new(resolver, settings, variables ?? ScriptVariables.None);

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
