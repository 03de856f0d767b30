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
        WriteSignature(create);
        WriteOptional(" COMMENT ", create.Comment, WritePart);
        Write(" AS");
        WriteViewBody(create);
    }

    /// <summary>The parameters of a view and the columns that it promises, <c>(@a BIGINT) RETURNS @r TABLE (...)</c>; empty for an ordinary view.</summary>
    public static string WriteSignatureOf(CreateViewStatement view)
    {
        var writer = new MaxComputeWriter();
        writer.WriteSignature(view);
        return writer.ToString();
    }

    /// <summary>What stands behind AS: a query, or steps between BEGIN and END.</summary>
    public static string WriteBodyOf(CreateViewStatement view)
    {
        var writer = new MaxComputeWriter();
        writer.WriteViewBody(view);
        return writer.ToString()[1..];
    }

    private void WriteSignature(CreateViewStatement view)
    {
        if (view.Parameters.IsEmpty)
            return;
        Write("(");
        WriteList(view.Parameters, WritePart, ", ");
        Write(")");
        WriteOptional(" RETURNS ", view.Returns, WritePart);
    }

    private void WriteViewBody(CreateViewStatement view)
    {
        if (view.Steps.IsEmpty)
            WriteOptional(" ", view.Query, WriteQuery);
        else
            WriteBlock(view.Steps);
    }

    private void WriteViewPart(SyntaxNode node)
    {
        switch (node)
        {
            case ViewValueParameter parameter:
                WriteVariable(parameter.Name);
                WriteTypeOrAny(parameter.Type);
                break;
            case ViewRowsParameter parameter:
                WriteVariable(parameter.Name);
                Write(" TABLE (");
                WriteList(parameter.Columns, WritePart, ", ");
                Write((parameter.TakesMore, parameter.Columns) switch { (false, _) => ")", (true, []) => "*)", (true, _) => ", *)" });
                break;
            case ViewParameterColumn column:
                WritePart(column.Name);
                WriteTypeOrAny(column.Type);
                break;
            case ViewResult result:
                WriteVariable(result.Variable);
                Write(" TABLE (");
                WriteList(result.Columns, WritePart, ", ");
                Write(")");
                break;
            case ViewResultColumn column:
                WritePart(column.Name);
                WriteOptional(" ", column.Type, WritePart);
                WriteOptional(" COMMENT ", column.Comment, WritePart);
                break;
        }
    }

    private void WriteTypeOrAny(TypeSyntax? type)
    {
        if (type is null)
            Write(" ANY");
        else
            WriteOptional(" ", type, WritePart);
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
