using System.Collections.Immutable;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// The rows in front of the first INSERT of a multi-insert. They are computed once: only the columns that some branch uses, and only the rows
/// that the conditions of the branches do not all exclude.
/// </summary>
internal sealed class MultiInsertSource
{
    private const string StoredName = "multi_insert";

    private readonly MultiInsertStatement insert;
    private readonly QueryContext context;
    private readonly ImmutableArray<BoundCommonTable> commonTables;
    private readonly BoundFrom from;
    private readonly List<BoundStoredRows> readings = [];

    public MultiInsertSource(BindingSession session, MultiInsertStatement insert)
    {
        Session = session;
        this.insert = insert;
        context = new QueryBinder(session).BindCommonTables(insert.With, new QueryContext(null, null, []), out commonTables);
        from = new FromBinder(session, context).Bind(insert.From);
        Stored = new StoredRowsSymbol(
            StoredName, [.. from.Scope.Columns.Select(column => new ResultColumn(column.Name, KnownType(column.Value.Type)))]);
    }

    /// <summary>What the rows share while they are bound.</summary>
    public BindingSession Session { get; }

    /// <summary>The kept rows: the columns of FROM in order.</summary>
    public StoredRowsSymbol Stored { get; }

    /// <summary>Binds the query of a branch, which names the columns as FROM has them and reads the kept rows.</summary>
    public BoundQueryBlock Bind(InsertBranch branch, BindingSession session)
    {
        var rows = new BoundStoredRows(Stored, session.NewAlias(StoredName));
        readings.Add(rows);
        var scope = new Scope(null, []);
        foreach (var (column, stored) in from.Scope.Columns.Zip(rows.Columns))
            scope.Add(column with { Value = new BoundColumn(stored, default) });

        // Its subqueries may read the common tables too.
        var with = HasSubquery(branch.Source) ? insert.With : [];
        return new QueryBinder(session).Bind(branch.Source with { With = with }, new QueryContext(null, null, []), new BoundFrom(rows, scope));
    }

    /// <summary>The query that gives the rows, when all branches are bound. Columns that none of them uses are NULL, which costs nothing.</summary>
    public BoundQueryBlock ToBlock()
    {
        var where = Condition();
        ImmutableArray<BoundExpression> items = [.. from.Scope.Columns.Select(Item)];
        var outputs = Outputs.Name(Stored.Columns.Select(column => ((string?)column.Name, column.Type)));
        var select = new BoundSelect(outputs, items, IsDistinct: false, from.Relation, where, null, null, null);
        return new BoundQueryBlock(commonTables, select, [], null, null, []);
    }

    private BoundExpression Item(ScopeColumn column, int index)
    {
        var type = Stored.Columns[index].Type;
        return readings.Exists(reading => reading.Columns[index].IsUsed) ? column.Use(default).ConvertTo(type) : new BoundConstant(type, null, default);
    }

    /// <summary>That some branch wants the row; null when one wants all, or this cannot be told before.</summary>
    private BoundExpression? Condition()
    {
        var alternatives = ImmutableArray.CreateBuilder<BoundExpression>();
        foreach (var branch in insert.Branches)
        {
            if (((SelectBody)branch.Source.Body).Where is not { } where || HasSubquery(where))
                return null;
            var condition = new ExpressionBinder(Session, from.Scope, context, new Clause("WHERE")).BindCondition(where);
            var conjuncts = PartitionPruning.Conjuncts(condition).Where(conjunct => !IsVolatile(conjunct)).ToImmutableArray();
            if (PartitionPruning.Conjunction(conjuncts) is not { } alternative)
                return null;
            alternatives.Add(alternative);
        }
        return alternatives is [var single]
            ? single
            : new BoundChain(ChainOperator.Or, alternatives.DrainToImmutable(), DataType.Boolean, insert.Span);
    }

    private static bool HasSubquery(SyntaxNode node) => node.DescendantsAndSelf().Any(inner => inner is Query && !ReferenceEquals(inner, node));

    private static bool IsVolatile(BoundExpression condition) =>
        condition.DescendantsAndSelf().Any(node => node is BoundCall { Function.IsVolatile: true });

    private static DataType KnownType(DataType type) => type.Kind == TypeKind.Void ? DataType.String : type;
}
