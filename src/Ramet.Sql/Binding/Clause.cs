using System.Collections.Immutable;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>What the expressions of a clause may hold.</summary>
/// <param name="Name">The clause, for messages.</param>
internal sealed record Clause(string Name)
{
    /// <summary>Whether aggregate functions may be called.</summary>
    public bool AllowsAggregates { get; init; }

    /// <summary>Whether window functions may be called.</summary>
    public bool AllowsWindows { get; init; }

    /// <summary>Whether functions that users wrote may be called: not in what is kept and must mean the same for ever.</summary>
    public bool AllowsUserFunctions { get; init; } = true;

    /// <summary>The GROUP BY clause of the query; null for none.</summary>
    public GroupByClause? GroupBy { get; init; }

    /// <summary>The WINDOW clause.</summary>
    public ImmutableArray<WindowDefinition> Windows { get; init; } = [];

    /// <summary>The select list by alias, where aliases may be used.</summary>
    public IReadOnlyDictionary<string, BoundExpression>? Aliases { get; init; }

    /// <summary>Whether an alias hides a column of the same name, as in ORDER BY.</summary>
    public bool HasAliasesFirst { get; init; }

    /// <summary>The value of an alias that hides columns; null for none.</summary>
    public BoundExpression? FindAliasFirst(ImmutableArray<Identifier> parts) => HasAliasesFirst ? FindAlias(parts) : null;

    /// <summary>The value of an alias when no column has the name; null for none.</summary>
    public BoundExpression? FindAliasLast(ImmutableArray<Identifier> parts) => HasAliasesFirst ? null : FindAlias(parts);

    private BoundExpression? FindAlias(ImmutableArray<Identifier> parts) =>
        parts is [var name] && Aliases is not null && Aliases.TryGetValue(name.Name, out var value)
            ? value with { Span = name.Span }
            : null;
}
