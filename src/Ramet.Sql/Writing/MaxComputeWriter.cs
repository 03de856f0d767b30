using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>
/// Writes trees as canonical text of the dialect: one line, keywords in upper case, no more parentheses and back-quotes than needed.
/// Reading the text gives a tree that writes the same text, so canonical texts stand for trees when they are compared or stored.
/// </summary>
public sealed partial class MaxComputeWriter : SqlWriter
{
    private MaxComputeWriter()
    {
    }

    /// <summary>The text of a statement, query, expression or any other part of a tree.</summary>
    public static string Write(SyntaxNode node)
    {
        var writer = new MaxComputeWriter();
        writer.WriteNode(node);
        return writer.ToString();
    }

    private void WriteNode(SyntaxNode node)
    {
        switch (node)
        {
            case Statement statement:
                WriteStatement(statement);
                break;
            case AlterTableAction action:
                WriteAction(action);
                break;
            case Query query:
                WriteQuery(query);
                break;
            case QueryBody body:
                WriteBody(body);
                break;
            case TableReference table:
                WriteTable(table);
                break;
            case Expression expression:
                WriteExpression(expression);
                break;
            default:
                WritePart(node);
                break;
        }
    }

    private static InvalidOperationException Unknown(SyntaxNode node) => new($"The writer does not know the node {node.GetType().Name}.");
}
