using System.Collections.Immutable;
using System.Globalization;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// READ and COUNT: the queries <c>SELECT columns FROM table WHERE partition LIMIT n</c> and <c>SELECT COUNT(*) FROM table WHERE partition</c>.
/// Both may mean all partitions of a table: the one ends early, the other needs no data file.
/// </summary>
internal static class ReadStatements
{
    public static StatementResult Read(StatementContext context, ReadTableStatement statement)
    {
        var place = statement.Span;
        ImmutableArray<SelectItem> items = statement.Columns.IsEmpty
            ? [new StarItem(null, [], []) { Span = place }]
            : [.. statement.Columns.Select(static name => new ExpressionItem(Column(name), []) { Span = name.Span })];
        var count = statement.Count?.Value ?? ReadTableStatement.DefaultCount;
        var limit = new NumberLiteral(count.ToString(CultureInfo.InvariantCulture), NumberSuffix.None) { Span = statement.Count?.Span ?? place };
        return QueryStatements.Rows(context, Plan(context, statement.Table, statement.Partition, _ => items, new LimitClause(limit, null) { Span = limit.Span }));
    }

    public static StatementResult Count(StatementContext context, CountRowsStatement statement)
    {
        var place = statement.Span;
        var name = new Identifier("count") { Span = place };
        var count = new FunctionCall(null, name, IsDistinct: false, [new StarArgument { Span = place }], [], null, null) { Span = place };
        return QueryStatements.Rows(
            context, Plan(context, statement.Table, statement.Partition, _ => [new ExpressionItem(count, [name]) { Span = place }], limit: null));
    }

    /// <summary>Plans the reading of a table or view, or of a partition of it, whatever the setting about full scans says.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The table or view.</param>
    /// <param name="partition">Its partition, or some levels of it, at least one partition; null for all.</param>
    /// <param name="items">What is read of the table.</param>
    /// <param name="limit">How many rows; null for all.</param>
    /// <exception cref="Errors.RametException">There is no such table or partition, or it may not be read.</exception>
    public static QueryPlan Plan(
        StatementContext context, TableName table, PartitionSpec? partition, Func<TableSymbol, ImmutableArray<SelectItem>> items, LimitClause? limit)
    {
        var tables = new QueryTables(context, table, targets: []);
        var binder = new Binder(tables, context.Settings.Binder with { AllowFullScan = true });
        var symbol = tables.Resolve(table, version: null);
        var where = partition is null ? null : Condition(binder, symbol, partition);
        var place = table.Span;
        var from = new NamedTable(table, null, null, null) { Span = place };
        var body = new SelectBody(IsDistinct: false, items(symbol), [from], where, null, null, [], null) { Span = place };
        var query = new Query([], body, [], [], [], [], limit) { Span = place };

        var plan = QueryPlanner.Plan(context, binder.BindQuery(query), tables);
        if (partition is not null && plan.Scans is [{ Partitions: 0 } scan])
            throw StatementErrors.PartitionNotFound(partition.Span, scan.Table.FullName, Text(partition));
        return plan;
    }

    /// <summary>The partition as a condition on rows.</summary>
    private static Expression Condition(Binder binder, TableSymbol table, PartitionSpec partition)
    {
        var values = binder.BindPartitionPrefix(table, partition);
        var equalities = ImmutableArray.CreateBuilder<Expression>(values.Length);
        for (var level = 0; level < values.Length; level++)
        {
            if (values[level] is { } value)
                equalities.Add(Equality(table.PartitionColumns[level], value));
        }
        return equalities is [var single] ? single : new ChainExpression(ChainOperator.And, equalities.DrainToImmutable()) { Span = partition.Span };
    }

    private static BinaryExpression Equality(ColumnSymbol column, BoundConstant value)
    {
        var place = value.Span;
        var text = new StringLiteral(Text(value)) { Span = place };
        var constant = new CastExpression(text, new TypeSyntax(column.Type) { Span = place }) { Span = place };
        return new BinaryExpression(Column(new Identifier(column.Name) { Span = place }), BinaryOperator.Equal, constant) { Span = place };
    }

    private static ColumnReference Column(Identifier name) => new([name]) { Span = name.Span };

    private static string Text(BoundConstant value) => value.Value is DateOnly day
        ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{value.Value}");

    private static string Text(PartitionSpec partition) =>
        string.Join('/', partition.Columns.Select(static column => $"{column.Name.Name}={Written(column.Value)}"));

    private static string Written(Expression? value) => value switch
    {
        StringLiteral text => text.Value,
        NumberLiteral number => number.Digits,
        TypedLiteral typed => typed.Text,
        _ => "?",
    };
}
