using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>Statements about what a table was, and about tables that were dropped.</summary>
public sealed partial class MaxComputeWriter
{
    private void WriteHistoryStatement(Statement statement)
    {
        switch (statement)
        {
            case ShowHistoryStatement show:
                WriteOptional("SHOW HISTORY FOR TABLE ", show.Table, WritePart);
                WriteDroppedTableId(show.Id);
                WriteOptional(" ", show.Partition, WritePart);
                break;
            case ShowTableHistoriesStatement show:
                Write("SHOW HISTORY FOR TABLES");
                WriteOptional(" LIKE ", show.Pattern, WritePart);
                break;
            case ShowRecycleBinStatement:
                Write("SHOW RECYCLEBIN");
                break;
            case RestoreTableStatement restore:
                WriteOptional("RESTORE TABLE ", restore.Table, WritePart);
                WriteDroppedTableId(restore.Id);
                foreach (var partition in restore.Partitions)
                    WriteOptional(" ", partition, WritePart);
                WriteOptional(" TO LSN ", restore.Lsn, WritePart);
                WriteOptional(" AS ", restore.NewName, WritePart);
                break;
            case PurgeTableStatement purge:
                WriteOptional("PURGE TABLE ", purge.Table, WritePart);
                WriteDroppedTableId(purge.Id);
                break;
            default:
                throw Unknown(statement);
        }
    }

    private void WriteDroppedTableId(TextValue? id)
    {
        WriteOptional(" ('id'=", id, WritePart);
        WriteIf(id is not null, ")");
    }

    private void WriteTableVersion(TableVersion version)
    {
        switch (version)
        {
            case TimestampAsOf asOf:
                WriteOptional("TIMESTAMP AS OF ", asOf.Time, WriteExpression);
                break;
            case VersionAsOf asOf:
                WriteOptional("VERSION AS OF ", asOf.Number, WritePart);
                break;
            default:
                throw Unknown(version);
        }
    }
}
