using System.Collections.Immutable;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>Scripts.</summary>
public sealed partial class MaxComputeWriter
{
    private void WriteScriptStatement(Statement statement)
    {
        switch (statement)
        {
            case ScriptStatement script:
                WriteList(script.Statements, WriteStatement, ";\n");
                break;
            case AssignRowsStatement assign:
                WriteVariable(assign.Variable);
                Write(" := ");
                WriteQuery(assign.Query);
                break;
            case AssignValueStatement assign:
                WriteVariable(assign.Variable);
                WriteOptional(" ", assign.Type, WritePart);
                Write(" := ");
                WriteExpression(assign.Value);
                break;
            case DeclareRowsStatement declare:
                WriteVariable(declare.Variable);
                Write(" TABLE (");
                WriteList(declare.Columns, WritePart, ", ");
                Write(")");
                break;
            case IfStatement choice:
                Write("IF (");
                WriteExpression(choice.Condition);
                Write(")");
                WriteBlock(choice.Then);
                if (choice.Else.IsEmpty)
                    break;
                Write(" ELSE");
                WriteBlock(choice.Else);
                break;
        }
    }

    private void WriteBlock(ImmutableArray<Statement> statements)
    {
        Write(" BEGIN ");
        foreach (var statement in statements)
        {
            WriteStatement(statement);
            Write("; ");
        }
        Write("END");
    }

    private void WriteVariable(Identifier variable) => Write("@" + variable.Name);
}
