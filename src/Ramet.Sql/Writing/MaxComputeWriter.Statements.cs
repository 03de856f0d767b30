using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>Statements.</summary>
public sealed partial class MaxComputeWriter
{
    private void WriteStatement(Statement statement)
    {
        switch (statement)
        {
            case SelectStatement select:
                WriteQuery(select.Query);
                break;
            case ExplainStatement explain:
                WriteOptional("EXPLAIN ", explain.Explained, WriteStatement);
                break;
            case CostStatement cost:
                WriteOptional("COST SQL ", cost.Estimated, WriteStatement);
                break;
            case InsertStatement insert:
                WriteInsert(insert);
                break;
            case MultiInsertStatement insert:
                WriteWith(insert.With);
                WriteFrom("FROM ", insert.From);
                Write(" ");
                WriteList(insert.Branches, WritePart, " ");
                break;
            case LoadStatement load:
                WriteLoad(load);
                break;
            case UnloadStatement unload:
                WriteUnload(unload);
                break;
            case RepairTableStatement repair:
                WriteOptional("MSCK REPAIR TABLE ", repair.Table, WritePart);
                Write(" ADD PARTITIONS");
                break;
            case ReadTableStatement read:
                WriteOptional("READ ", read.Table, WritePart);
                WriteListClause(" ", read.Columns, WritePart);
                WriteOptional(" ", read.Partition, WritePart);
                WriteOptional(" ", read.Count, WritePart);
                break;
            case CountRowsStatement count:
                WriteOptional("COUNT ", count.Table, WritePart);
                WriteOptional(" ", count.Partition, WritePart);
                break;
            case RowChangeStatement change:
                WriteRowChange(change);
                break;
            case CreateTableStatement or CreateTableLikeStatement or DropTableStatement or TruncateTableStatement
                or CloneTableStatement or AlterTableStatement:
                WriteTableStatement(statement);
                break;
            case CreateViewStatement create:
                WriteCreateView(create);
                break;
            case AlterViewStatement alter:
                WriteAlterView(alter);
                break;
            case DropViewStatement drop:
                WriteOptional(drop.IfExists ? "DROP VIEW IF EXISTS " : "DROP VIEW ", drop.View, WritePart);
                break;
            case DescribeTableStatement or ShowTablesStatement or ShowPartitionsStatement or ShowCreateTableStatement
                or ShowColumnsStatement or ListProjectsStatement:
                WriteDescription(statement);
                break;
            case CreateMaterializedViewStatement or RebuildMaterializedViewStatement or SetRewriteStatement or DropMaterializedViewStatement
                or ShowMaterializedViewsStatement:
                WriteMaterializedViewStatement(statement);
                break;
            case CreateFunctionStatement or DropFunctionStatement or DescribeFunctionStatement or ShowFunctionsStatement:
                WriteFunctionStatement(statement);
                break;
            case ScriptStatement or AssignRowsStatement or AssignValueStatement or DeclareRowsStatement or IfStatement:
                WriteScriptStatement(statement);
                break;
            case JobStatement job:
                WriteJobStatement(job);
                break;
            case SecurityStatement security:
                WriteSecurityStatement(security);
                break;
            case ShowHistoryStatement or ShowTableHistoriesStatement or ShowRecycleBinStatement or RestoreTableStatement or PurgeTableStatement:
                WriteHistoryStatement(statement);
                break;
            default:
                WriteSessionStatement(statement);
                break;
        }
    }

    private void WriteInsert(InsertStatement insert)
    {
        WriteWith(insert.Source.With);
        WriteInsertTarget(insert.Target);
        Write(" ");
        WriteBehindWith(insert.Source);
        WriteClause(" ZORDER BY ", insert.ZOrderBy, WritePart);
    }

    private void WriteInsertTarget(InsertTarget target)
    {
        Write(target.IsOverwrite ? "INSERT OVERWRITE TABLE " : "INSERT INTO TABLE ");
        WritePart(target.Table);
        WriteOptional(" ", target.Partition, WritePart);
        WriteListClause(" ", target.Columns, WritePart);
    }

    private void WriteLoad(LoadStatement load)
    {
        Write(load.IsOverwrite ? "LOAD OVERWRITE TABLE " : "LOAD INTO TABLE ");
        WritePart(load.Table);
        WriteOptional(" ", load.Partition, WritePart);
        WriteOptional(" FROM LOCATION ", load.Location, WritePart);
        WriteStorage(load.Storage);
    }

    private void WriteUnload(UnloadStatement unload)
    {
        WriteOptional("UNLOAD FROM ", unload.Source, WritePart);
        WriteOptional(" INTO LOCATION ", unload.Location, WritePart);
        WriteStorage(unload.Storage);
        WriteListClause(" PROPERTIES ", unload.Properties, WritePart);
    }

    private void WriteUnloadSource(UnloadSource source)
    {
        switch (source)
        {
            case UnloadTable table:
                WritePart(table.Table);
                WriteOptional(" ", table.Partition, WritePart);
                break;
            case UnloadQuery query:
                WriteInParentheses(query.Query);
                break;
        }
    }

    private void WriteDescription(Statement statement)
    {
        switch (statement)
        {
            case DescribeTableStatement describe:
                Write(describe.IsExtended ? "DESC EXTENDED " : "DESC ");
                WritePart(describe.Table);
                WriteOptional(" ", describe.Partition, WritePart);
                break;
            case ShowTablesStatement show:
                Write("SHOW TABLES");
                WriteOptional(" IN ", show.Project, WritePart);
                WriteOptional(" LIKE ", show.Pattern, WritePart);
                break;
            case ShowPartitionsStatement show:
                WriteOptional("SHOW PARTITIONS ", show.Table, WritePart);
                WriteOptional(" ", show.Partition, WritePart);
                break;
            case ShowCreateTableStatement show:
                WriteOptional("SHOW CREATE TABLE ", show.Table, WritePart);
                break;
            case ShowColumnsStatement show:
                WriteOptional("SHOW COLUMNS FROM ", show.Table, WritePart);
                break;
            case ListProjectsStatement:
                Write("LIST PROJECTS");
                break;
            default:
                throw Unknown(statement);
        }
    }

    private void WriteSessionStatement(Statement statement)
    {
        switch (statement)
        {
            case UseStatement use:
                WriteOptional("USE ", use.Project, WritePart);
                break;
            case SetStatement set:
                Write($"SET {set.Key}={set.Value}");
                break;
            case UnsetStatement unset:
                Write($"UNSET {unset.Key}");
                break;
            case SetProjectStatement { Key: null }:
                Write("SETPROJECT");
                break;
            case SetProjectStatement set:
                Write($"SETPROJECT {set.Key}={set.Value}");
                break;
            case ShowFlagsStatement:
                Write("SHOW FLAGS");
                break;
            case WhoamiStatement:
                Write("WHOAMI");
                break;
            case CreateAccountStatement create:
                WriteOptional("CREATE ACCOUNT ", create.Account, WritePart);
                break;
            case CreateRamUserStatement create:
                WriteOptional("CREATE RAM USER ", create.User, WritePart);
                break;
            case CreateRamRoleStatement create:
                WriteOptional("CREATE RAM ROLE ", create.Role, WritePart);
                break;
            case CreateProjectStatement create:
                WriteCreateProject(create);
                break;
            case AlterProjectStatement alter:
                WriteOptional("ALTER PROJECT ", alter.Name, WritePart);
                Write(alter.IsEnabled ? " ENABLE" : " DISABLE");
                break;
            case DropProjectStatement drop:
                WriteOptional(drop.IfExists ? "DROP PROJECT IF EXISTS " : "DROP PROJECT ", drop.Name, WritePart);
                break;
            default:
                throw Unknown(statement);
        }
    }

    private void WriteCreateProject(CreateProjectStatement create)
    {
        WriteOptional(create.IfNotExists ? "CREATE PROJECT IF NOT EXISTS " : "CREATE PROJECT ", create.Name, WritePart);
        WriteOptional(" OWNER ", create.Owner, WritePart);
        WriteOptional(" REGION ", create.Region, WritePart);
        WriteOptional(" STORAGE CLASS ", create.StorageClass, WritePart);
        WriteOptional(" COMMENT ", create.Comment, WritePart);
    }
}
