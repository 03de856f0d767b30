using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>Statements about functions that users write in SQL.</summary>
public sealed partial class MaxComputeWriter
{
    private void WriteFunctionStatement(Statement statement)
    {
        switch (statement)
        {
            case CreateFunctionStatement create:
                Write((create.IsTemporary, create.IsReplace) switch
                {
                    (true, _) => "FUNCTION ",
                    (_, true) => "CREATE OR REPLACE SQL FUNCTION ",
                    _ => "CREATE SQL FUNCTION ",
                });
                WriteIf(create.IfNotExists, "IF NOT EXISTS ");
                WritePart(create.Function);
                Write("(");
                WriteList(create.Parameters, WritePart, ", ");
                Write(")");
                WriteOptional(" RETURNS ", create.Returns, WritePart);
                Write(" AS");
                if (create.Steps.IsEmpty)
                    WriteOptional(" ", create.Body, WriteExpression);
                else
                    WriteBlock(create.Steps);
                break;
            case DropFunctionStatement drop:
                WriteOptional(drop.IfExists ? "DROP FUNCTION IF EXISTS " : "DROP FUNCTION ", drop.Function, WritePart);
                break;
            case DescribeFunctionStatement describe:
                WriteOptional("DESC FUNCTION ", describe.Function, WritePart);
                break;
            case ShowFunctionsStatement show:
                Write("SHOW FUNCTIONS");
                WriteOptional(" IN ", show.Project, WritePart);
                break;
            default:
                throw Unknown(statement);
        }
    }

    private void WriteFunctionParameter(SqlFunctionParameter parameter)
    {
        WriteVariable(parameter.Name);
        WriteOptional(" ", parameter.Type, WritePart);
    }
}
