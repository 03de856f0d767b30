using System.Collections.Immutable;
using Ramet.Sql.Syntax;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// Where the data goes that a statement reads: into the tables that it writes, and so into their projects. What has no such table
/// answers the session, in the project in which it runs.
/// </summary>
internal static class StatementTarget
{
    /// <summary>The tables that get what the statement reads; empty when the session does.</summary>
    public static ImmutableArray<TableName> Of(Statement statement) => statement switch
    {
        InsertStatement insert => [insert.Target.Table],
        MultiInsertStatement insert => [.. insert.Branches.Select(static branch => branch.Target.Table)],
        RowChangeStatement change => [change.Target.Table],
        LoadStatement load => [load.Table],
        CreateTableStatement { Query: not null } create => [create.Table],
        CloneTableStatement clone => [clone.Destination],
        ExplainStatement explain => Of(explain.Explained),
        CostStatement cost => Of(cost.Estimated),
        _ => [],
    };

    /// <summary>Whether what the statement reads leaves the warehouse, so that reading is downloading.</summary>
    public static bool IsOutside(Statement statement) => statement switch
    {
        UnloadStatement => true,
        ExplainStatement explain => IsOutside(explain.Explained),
        _ => false,
    };
}
