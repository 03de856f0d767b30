using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>
/// A common table that reads itself: <c>start UNION ALL step</c>, where the step makes rows of those that the step before gave. Source: the
/// page "Common table expressions".
/// </summary>
/// <param name="Table">The table as written.</param>
/// <param name="Start">The first part, which does not read the table.</param>
/// <param name="Step">The second part, which does.</param>
internal sealed record RecursiveQuery(CommonTable Table, Query Start, Query Step)
{
    /// <summary>The parts of a common table; null when it does not read itself.</summary>
    /// <exception cref="RametException">It reads itself in a way that has no meaning.</exception>
    public static RecursiveQuery? Of(CommonTable table)
    {
        if (!table.MayBeRecursive || !Reads(table.Query, table.Name))
            return null;
        var query = table.Query;
        if (query.Body is not SetOperation { Operator: SetOperator.Union, IsAll: true } union || !Reads(union.Right, table.Name))
        {
            throw Refused(
                table, $"the query of {table.Name.Name}, which reads itself, is no UNION ALL of a first part and one that reads it",
                "Write (SELECT ... UNION ALL SELECT ... FROM the table itself ...).");
        }
        if (Reads(union.Left, table.Name))
            throw Refused(table, $"only the last part of {table.Name.Name} may read the table itself");
        if (!query.OrderBy.IsEmpty || query.Limit is not null)
            throw Refused(table, $"a query that reads itself, as {table.Name.Name} does, has neither ORDER BY nor LIMIT", "Write them behind the query that uses it.");
        if (SubqueriesOf(union.Right).Any(subquery => Reads(subquery, table.Name)))
            throw Refused(table, $"{table.Name.Name} may read itself in FROM, not in a subquery of an expression", "Write a join.");
        return new RecursiveQuery(table, QueryOf(query.With, union.Left), QueryOf(query.With, union.Right));
    }

    private static Query QueryOf(ImmutableArray<CommonTable> with, QueryBody body) => new(with, body, [], [], [], [], null) { Span = body.Span };

    private static bool Reads(SyntaxNode node, Identifier name) =>
        node.DescendantsAndSelf().OfType<NamedTable>().Any(table => table.Name.Parts is [var single] && single.Matches(name.Name));

    private static IEnumerable<Query> SubqueriesOf(SyntaxNode node) => node.DescendantsAndSelf().SelectMany(inner => inner switch
    {
        ScalarSubquery subquery => [subquery.Query],
        ExistsExpression exists => [exists.Query],
        InQueryExpression test => [test.Query],
        _ => (IEnumerable<Query>)[],
    });

    private static RametException Refused(CommonTable table, string detail, string? hint = null) => BindingErrors.Semantic(detail, table.Name.Span, hint);
}
