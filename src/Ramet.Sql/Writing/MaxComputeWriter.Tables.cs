using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>Statements that define and change tables.</summary>
public sealed partial class MaxComputeWriter
{
    private void WriteTableStatement(Statement statement)
    {
        switch (statement)
        {
            case CreateTableStatement create:
                WriteCreateTable(create);
                break;
            case CreateTableLikeStatement create:
                WriteOptional(create.IfNotExists ? "CREATE TABLE IF NOT EXISTS " : "CREATE TABLE ", create.Table, WritePart);
                WriteOptional(" LIKE ", create.Source, WritePart);
                WriteOptional(" LIFECYCLE ", create.Lifecycle, WritePart);
                break;
            case DropTableStatement drop:
                WriteOptional(drop.IfExists ? "DROP TABLE IF EXISTS " : "DROP TABLE ", drop.Table, WritePart);
                WriteIf(drop.IsPurge, " PURGE");
                break;
            case TruncateTableStatement truncate:
                WriteOptional("TRUNCATE TABLE ", truncate.Table, WritePart);
                WriteClause(" ", truncate.Partitions, WritePart);
                break;
            case CloneTableStatement clone:
                WriteOptional("CLONE TABLE ", clone.Source, WritePart);
                WriteClause(" ", clone.Partitions, WritePart);
                WriteOptional(" TO ", clone.Destination, WritePart);
                Write(Clause(clone.WhenExists));
                break;
            case AlterTableStatement alter:
                WriteOptional("ALTER TABLE ", alter.Table, WritePart);
                WriteOptional(" ", alter.Action, WriteAction);
                break;
            default:
                throw Unknown(statement);
        }
    }

    private void WriteCreateTable(CreateTableStatement create)
    {
        Write("CREATE ");
        WriteIf(create.IsReplace, "OR REPLACE ");
        WriteIf(create.IsTemporary, "TEMPORARY ");
        WriteIf(create.IsExternal, "EXTERNAL ");
        Write("TABLE ");
        WriteIf(create.IfNotExists, "IF NOT EXISTS ");
        WritePart(create.Table);
        if (!create.Columns.IsEmpty)
        {
            WriteClause(" (", create.Columns, WritePart);
            WriteListClause(", PRIMARY KEY ", create.PrimaryKey, WritePart);
            Write(")");
        }
        WriteTableClauses(create.Clauses);
        WriteOptional(" AS ", create.Query, WriteQuery);
    }

    private void WriteColumnDefinition(ColumnDefinition column)
    {
        WritePart(column.Name);
        Write(" ");
        WritePart(column.Type);
        WriteIf(column.IsNotNull, " NOT NULL");
        WriteOptional(" DEFAULT ", column.Default, value => WriteOperand(value, Precedence.BitwiseOr));
        WriteOptional(" COMMENT ", column.Comment, WritePart);
    }

    /// <summary>Each clause with a blank before it, since there may be none.</summary>
    private void WriteTableClauses(TableClauses clauses)
    {
        WriteOptional(" COMMENT ", clauses.Comment, WritePart);
        WriteListClause(" PARTITIONED BY ", clauses.PartitionedBy, WritePart);
        WriteOptional(" AUTO PARTITIONED BY (", clauses.AutoPartitionedBy, WriteExpressionItem);
        WriteIf(clauses.AutoPartitionedBy is not null, ")");
        WriteOptional(" ", clauses.Clustering, WriteClustering);
        WriteOptional("", clauses.Storage, WriteStorage);
        WriteListClause(" TBLPROPERTIES ", clauses.Properties, WritePart);
        WriteOptional(" LIFECYCLE ", clauses.Lifecycle, WritePart);
    }

    private void WriteClustering(ClusteringClause clustering)
    {
        WriteListClause(clustering.IsRange ? "RANGE CLUSTERED BY " : "CLUSTERED BY ", clustering.Columns, WritePart);
        WriteListClause(" SORTED BY ", clustering.SortedBy, WriteSortItem);
        WriteOptional(" INTO ", clustering.BucketCount, WritePart);
        WriteIf(clustering.BucketCount is not null, " BUCKETS");
    }

    /// <summary>Each part with a blank before it, since any of them may be missing.</summary>
    private void WriteStorage(StorageClause storage)
    {
        WriteOptional(" ", storage.RowFormat, WriteRowFormat);
        WriteOptional(" STORED AS ", storage.StoredAs, WritePart);
        WriteOptional(" STORED BY ", storage.StoredBy, WritePart);
        WriteListClause(" WITH SERDEPROPERTIES ", storage.SerdeProperties, WritePart);
        WriteOptional(" LOCATION ", storage.Location, WritePart);
        WriteOptional(" USING ", storage.Using, WritePart);
    }

    private void WriteRowFormat(RowFormatClause format)
    {
        switch (format)
        {
            case SerdeRowFormat serde:
                WriteOptional("ROW FORMAT SERDE ", serde.Class, WritePart);
                break;
            case DelimitedRowFormat delimited:
                Write("ROW FORMAT DELIMITED");
                WriteOptional(" FIELDS TERMINATED BY ", delimited.Fields, WritePart);
                WriteOptional(" ESCAPED BY ", delimited.Escape, WritePart);
                WriteOptional(" COLLECTION ITEMS TERMINATED BY ", delimited.Items, WritePart);
                WriteOptional(" MAP KEYS TERMINATED BY ", delimited.MapKeys, WritePart);
                WriteOptional(" LINES TERMINATED BY ", delimited.Lines, WritePart);
                WriteOptional(" NULL DEFINED AS ", delimited.NullText, WritePart);
                break;
            default:
                throw Unknown(format);
        }
    }

    private void WriteAction(AlterTableAction action)
    {
        switch (action)
        {
            case RenameTableAction rename:
                WriteOptional("RENAME TO ", rename.NewName, WritePart);
                break;
            case SetTableCommentAction set:
                WriteOptional("SET COMMENT ", set.Comment, WritePart);
                break;
            case SetLifecycleAction set:
                WriteOptional("SET LIFECYCLE ", set.Days, WritePart);
                break;
            case SwitchLifecycleAction change:
                WritePartitionAction(change.Partition, change.IsEnabled ? "ENABLE LIFECYCLE" : "DISABLE LIFECYCLE");
                break;
            case ChangeOwnerAction change:
                WriteOptional("CHANGEOWNER TO ", change.Owner, WritePart);
                break;
            case TouchAction touch:
                Write("TOUCH");
                WriteOptional(" ", touch.Partition, WritePart);
                break;
            case SetClusteringAction { Clustering: null }:
                Write("NOT CLUSTERED");
                break;
            case SetClusteringAction { Clustering: { } clustering }:
                WriteClustering(clustering);
                break;
            case SetTablePropertiesAction set:
                WriteListClause("SET TBLPROPERTIES ", set.Properties, WritePart);
                break;
            case MergeSmallFilesAction merge:
                WritePartitionAction(merge.Partition, "MERGE SMALLFILES");
                break;
            case CompactAction compact:
                WritePartitionAction(compact.Partition, "COMPACT ");
                WritePart(compact.Kind);
                break;
            default:
                WriteColumnAction(action);
                break;
        }
    }

    private void WritePartitionAction(PartitionSpec? partition, string action)
    {
        WriteOptional("", partition, WritePart);
        WriteIf(partition is not null, " ");
        Write(action);
    }

    private void WriteColumnAction(AlterTableAction action)
    {
        switch (action)
        {
            case AddColumnsAction add:
                WriteInParentheses(add.IfNotExists ? "ADD COLUMNS IF NOT EXISTS " : "ADD COLUMNS ", add.Columns, WritePart);
                WriteOptional(" ", add.Position, WritePart);
                break;
            case DropColumnsAction drop:
                WriteClause("DROP COLUMNS ", drop.Columns, WritePart);
                break;
            case RenameColumnAction rename:
                WriteOptional("CHANGE COLUMN ", rename.Column, WritePart);
                WriteOptional(" RENAME TO ", rename.NewName, WritePart);
                break;
            case ChangeColumnAction change:
                WriteOptional("CHANGE COLUMN ", change.Column, WritePart);
                WriteOptional(" ", change.NewName, WritePart);
                WriteOptional(" ", change.Type, WritePart);
                WriteOptional(" COMMENT ", change.Comment, WritePart);
                WriteOptional(" ", change.Position, WritePart);
                break;
            case SetColumnCommentAction set:
                WriteOptional("CHANGE COLUMN ", set.Column, WritePart);
                WriteOptional(" COMMENT ", set.Comment, WritePart);
                break;
            case AllowNullAction allow:
                WriteOptional("CHANGE COLUMN ", allow.Column, WritePart);
                Write(" NULL");
                break;
            default:
                WritePartitionsAction(action);
                break;
        }
    }

    private void WritePartitionsAction(AlterTableAction action)
    {
        switch (action)
        {
            case AddPartitionsAction add:
                Write(add.IfNotExists ? "ADD IF NOT EXISTS " : "ADD ");
                WriteList(add.Partitions, WritePart, " ");
                break;
            case DropPartitionsAction drop:
                Write(drop.IfExists ? "DROP IF EXISTS " : "DROP ");
                WriteList(drop.Filters, WritePart);
                WriteIf(drop.IsPurge, " PURGE");
                break;
            case RenamePartitionAction rename:
                WritePart(rename.Partition);
                WriteOptional(" RENAME TO ", rename.NewPartition, WritePart);
                break;
            case MergePartitionsAction merge:
                Write(merge.IfExists ? "MERGE IF EXISTS " : "MERGE ");
                WriteList(merge.Filters, WritePart);
                WriteOptional(" OVERWRITE ", merge.Target, WritePart);
                WriteIf(merge.IsPurge, " PURGE");
                break;
            default:
                throw Unknown(action);
        }
    }

    private static string Clause(CloneWhenExists whenExists) => whenExists switch
    {
        CloneWhenExists.Fail => "",
        CloneWhenExists.Overwrite => " IF EXISTS OVERWRITE",
        CloneWhenExists.Ignore => " IF EXISTS IGNORE",
    };
}
