using Ramet.Sql.Syntax;
using Ramet.Warehouse.Security;
using Ramet.Warehouse.Transfer;

namespace Ramet.Warehouse.Statements;

/// <summary>What the warehouse calls each kind of statement, and whether it runs as a job with an instance id.</summary>
internal static class StatementKind
{
    /// <summary>The name of the kind in the audit, for example <c>CLONE TABLE</c>.</summary>
    public static string Name(Statement statement) => Describe(statement).Name;

    /// <summary>
    /// Whether the statement is a job. As in the service, queries and changes of tables are; statements about the session, and those by
    /// which clients look at metadata, are not.
    /// </summary>
    public static bool IsJob(Statement statement) => Describe(statement).IsJob;

    private static (string Name, bool IsJob) Describe(Statement statement) => statement switch
    {
        SelectStatement => ("SELECT", true),
        ReadTableStatement => ("READ", true),
        CountRowsStatement => ("COUNT", true),
        InsertStatement => ("INSERT", true),
        MultiInsertStatement => ("INSERT", true),
        ScriptStatement => ("SCRIPT", true),
        AssignRowsStatement or AssignValueStatement => ("an assignment", true),
        DeclareRowsStatement => ("a declaration", true),
        IfStatement => ("IF", true),
        LoadStatement => ("LOAD", true),
        UnloadStatement => ("UNLOAD", true),
        RepairTableStatement => ("MSCK REPAIR TABLE", true),
        DeleteStatement => ("DELETE", true),
        UpdateStatement => ("UPDATE", true),
        MergeStatement => ("MERGE", true),
        CreateTableStatement => ("CREATE TABLE", true),
        CreateTableLikeStatement => ("CREATE TABLE", true),
        CreateViewStatement => ("CREATE VIEW", true),
        AlterViewStatement => ("ALTER VIEW", true),
        DropViewStatement => ("DROP VIEW", true),
        CreateMaterializedViewStatement => ("CREATE MATERIALIZED VIEW", true),
        RebuildMaterializedViewStatement => ("REBUILD MATERIALIZED VIEW", true),
        SetRewriteStatement => ("ALTER MATERIALIZED VIEW", true),
        DropMaterializedViewStatement => ("DROP MATERIALIZED VIEW", true),
        ShowMaterializedViewsStatement => ("SHOW MATERIALIZED VIEWS", false),
        CreateFunctionStatement => ("CREATE SQL FUNCTION", true),
        DropFunctionStatement => ("DROP FUNCTION", true),
        DescribeFunctionStatement => ("DESC FUNCTION", false),
        ShowFunctionsStatement => ("SHOW FUNCTIONS", false),
        AlterTableStatement => ("ALTER TABLE", true),
        DropTableStatement => ("DROP TABLE", true),
        TruncateTableStatement => ("TRUNCATE TABLE", true),
        CloneTableStatement => ("CLONE TABLE", true),
        RestoreTableStatement => ("RESTORE TABLE", true),
        PurgeTableStatement => ("PURGE TABLE", true),
        ShowHistoryStatement => ("SHOW HISTORY", false),
        ShowTableHistoriesStatement => ("SHOW HISTORY", false),
        ShowRecycleBinStatement => ("SHOW RECYCLEBIN", false),
        ExplainStatement => ("EXPLAIN", true),
        CostStatement => ("COST", true),
        ShowCreateTableStatement => ("SHOW CREATE TABLE", true),
        ShowColumnsStatement => ("SHOW COLUMNS", true),
        DescribeTableStatement => ("DESC", false),
        ShowTablesStatement => ("SHOW TABLES", false),
        ShowPartitionsStatement => ("SHOW PARTITIONS", false),
        ShowFlagsStatement => ("SHOW FLAGS", false),
        ListProjectsStatement => ("LIST PROJECTS", false),
        WhoamiStatement => ("WHOAMI", false),
        UseStatement => ("USE", false),
        SetStatement => ("SET", false),
        UnsetStatement => ("UNSET", false),
        SetProjectStatement => ("SETPROJECT", false),
        CreateAccountStatement => ("CREATE ACCOUNT", false),
        CreateRamRoleStatement => ("CREATE RAM ROLE", false),
        CreateRamUserStatement => ("CREATE RAM USER", false),
        CreateProjectStatement => ("CREATE PROJECT", false),
        AlterProjectStatement => ("ALTER PROJECT", false),
        DropProjectStatement => ("DROP PROJECT", false),
        ShowInstancesStatement => ("SHOW INSTANCES", false),
        TopInstanceStatement => ("TOP INSTANCE", false),
        DescribeInstanceStatement => ("DESC INSTANCE", false),
        InstanceStatusStatement => ("STATUS", false),
        KillInstanceStatement => ("KILL", false),
        WaitInstanceStatement => ("WAIT", false),
        TransferStatement transfer => (transfer.KindName, false),
        SecurityStatement security => (SecurityStatementKind.Name(security), false),
        _ => throw new ArgumentException($"No kind is known for {statement.GetType().Name}.", nameof(statement)),
    };
}
