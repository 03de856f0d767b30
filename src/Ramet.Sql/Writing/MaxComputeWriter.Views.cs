using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>Statements that define and change views.</summary>
public sealed partial class MaxComputeWriter
{
    private void WriteCreateView(CreateViewStatement create)
    {
        Write(create.IsReplace ? "CREATE OR REPLACE VIEW " : "CREATE VIEW ");
        WriteIf(create.IfNotExists, "IF NOT EXISTS ");
        WritePart(create.View);
        WriteListClause(" ", create.Columns, WritePart);
        WriteOptional(" COMMENT ", create.Comment, WritePart);
        WriteOptional(" AS ", create.Query, WriteQuery);
    }

    private void WriteAlterView(AlterViewStatement alter)
    {
        WriteOptional("ALTER VIEW ", alter.View, WritePart);
        WriteOptional(" ", alter.Action, WriteAction);
    }

    private void WriteViewColumn(ViewColumn column)
    {
        WritePart(column.Name);
        WriteOptional(" COMMENT ", column.Comment, WritePart);
    }
}
