using Ramet.Sql.Syntax;
using Ramet.Warehouse.Clone;
using Ramet.Warehouse.External;
using Ramet.Warehouse.Functions;
using Ramet.Warehouse.History;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.MaterializedViews;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Scripts;
using Ramet.Warehouse.Security;
using Ramet.Warehouse.Unloading;
using Ramet.Warehouse.Views;

namespace Ramet.Warehouse.Statements;

/// <summary>Finds the handler of a statement. A handler reads and decides through the context and ends with one of its results.</summary>
internal static class StatementDispatcher
{
    public static StatementResult Run(StatementContext context, Statement statement) => statement switch
    {
        SelectStatement select => QueryStatements.Select(context, select),
        ReadTableStatement read => ReadStatements.Read(context, read),
        CountRowsStatement count => ReadStatements.Count(context, count),
        ExplainStatement explain => ExplainStatements.Explain(context, explain),
        CostStatement cost => CostStatements.Estimate(context, cost),
        InsertStatement insert => InsertStatements.Insert(context, insert),
        MultiInsertStatement insert => MultiInsertStatements.Insert(context, insert),
        ScriptStatement script => ScriptStatements.Run(context, script),
        AssignRowsStatement assign when context.Script is { } script => ScriptStatements.AssignRows(context, script, assign),
        AssignValueStatement assign when context.Script is { } script => ScriptStatements.AssignValue(context, script, assign),
        DeclareRowsStatement declare when context.Script is { } script => ScriptStatements.Declare(context, script, declare),
        IfStatement choice when context.Script is { } script => ScriptStatements.Choose(context, script, choice),
        LoadStatement load => LoadStatements.Load(context, load),
        UnloadStatement unload => UnloadStatements.Unload(context, unload),
        RepairTableStatement repair => ExternalTableStatements.Repair(context, repair),
        RowChangeStatement change => RowChangeStatements.Change(context, change),
        CloneTableStatement clone => CloneTable.Run(context, clone),
        CreateTableStatement create => CreateTableStatements.Create(context, create),
        CreateTableLikeStatement create => CreateTableStatements.CreateLike(context, create),
        CreateViewStatement create => ViewStatements.Create(context, create),
        AlterViewStatement alter => ViewStatements.Alter(context, alter),
        DropViewStatement drop => ViewStatements.Drop(context, drop),
        CreateMaterializedViewStatement create => MaterializedViewStatements.Create(context, create),
        RebuildMaterializedViewStatement rebuild => MaterializedViewStatements.Rebuild(context, rebuild),
        SetRewriteStatement rewrite => MaterializedViewStatements.SetRewrite(context, rewrite),
        DropMaterializedViewStatement drop => MaterializedViewStatements.Drop(context, drop),
        ShowMaterializedViewsStatement show => MaterializedViewStatements.Show(context, show),
        CreateFunctionStatement create => FunctionStatements.Create(context, create),
        DropFunctionStatement drop => FunctionStatements.Drop(context, drop),
        DescribeFunctionStatement describe => FunctionStatements.Describe(context, describe),
        ShowFunctionsStatement show => FunctionStatements.Show(context, show),
        DropTableStatement drop => TableStatements.Drop(context, drop),
        TruncateTableStatement truncate => TableStatements.Truncate(context, truncate),
        AlterTableStatement alter => AlterTableStatements.Alter(context, alter),
        DescribeTableStatement describe => DescribeStatements.Describe(context, describe),
        ShowTablesStatement show => DescribeStatements.ShowTables(context, show),
        ShowPartitionsStatement show => DescribeStatements.ShowPartitions(context, show),
        ShowCreateTableStatement show => DescribeStatements.ShowCreateTable(context, show),
        ShowColumnsStatement show => DescribeStatements.ShowColumns(context, show),
        ShowHistoryStatement show => HistoryStatements.Show(context, show),
        ShowTableHistoriesStatement show => HistoryStatements.ShowTables(context, show),
        ShowRecycleBinStatement show => HistoryStatements.ShowRecycleBin(context, show),
        RestoreTableStatement restore => RestoreStatements.Restore(context, restore),
        PurgeTableStatement purge => RestoreStatements.Purge(context, purge),
        ListProjectsStatement => ProjectStatements.List(context),
        CreateProjectStatement create => ProjectStatements.Create(context, create),
        AlterProjectStatement alter => ProjectStatements.SetStatus(context, alter),
        DropProjectStatement drop => ProjectStatements.Drop(context, drop),
        CreateAccountStatement create => AccountStatements.CreateAccount(context, create),
        CreateRamRoleStatement create => AccountStatements.CreateRamRole(context, create),
        CreateRamUserStatement create => AccountStatements.CreateRamUser(context, create),
        UseStatement use => SessionStatements.Use(context, use),
        SetStatement set => SessionStatements.Set(context, set),
        UnsetStatement unset => SessionStatements.Unset(context, unset),
        ShowFlagsStatement => SessionStatements.ShowFlags(context),
        WhoamiStatement => SessionStatements.WhoAmI(context),
        JobStatement job => JobStatements.Run(context, job),
        SecurityStatement security => SecurityStatements.Run(context, security),
        SetProjectStatement setProject => SetProjectStatements.Run(context, setProject),
        _ => throw new ArgumentException($"No handler is known for {statement.GetType().Name}.", nameof(statement)),
    };
}
