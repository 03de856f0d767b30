using Ramet.Sql.Syntax;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// Where the data goes that a statement reads: into the table that it writes, and so into that table's project. What has no such table
/// answers the session, in the project in which it runs.
/// </summary>
internal static class StatementTarget
{
    /// <summary>The table that gets what the statement reads; null when the session does.</summary>
    public static TableName? Of(Statement statement) => statement switch
    {
        InsertStatement insert => insert.Target.Table,
        RowChangeStatement change => change.Target.Table,
        LoadStatement load => load.Table,
        CreateTableStatement { Query: not null } create => create.Table,
        CloneTableStatement clone => clone.Destination,
        ExplainStatement explain => Of(explain.Explained),
        _ => null,
    };
}
