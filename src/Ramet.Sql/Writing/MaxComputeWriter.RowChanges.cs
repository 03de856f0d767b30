using System.Collections.Immutable;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>DELETE, UPDATE and MERGE.</summary>
public sealed partial class MaxComputeWriter
{
    private void WriteRowChange(RowChangeStatement statement)
    {
        switch (statement)
        {
            case DeleteStatement delete:
                WriteOptional("DELETE FROM ", delete.Target, WriteRowChangePart);
                WriteOptional(" WHERE ", delete.Where, WriteExpression);
                break;
            case UpdateStatement update:
                WriteOptional("UPDATE ", update.Target, WriteRowChangePart);
                WriteAssignments(update.Assignments);
                WriteFrom(" FROM ", update.From);
                WriteOptional(" WHERE ", update.Where, WriteExpression);
                break;
            case MergeStatement merge:
                WriteOptional("MERGE INTO ", merge.Target, WriteRowChangePart);
                Write(" USING ");
                WriteTable(merge.Source, inParentheses: merge.Source is JoinedTable or LateralView);
                WriteOptional(" ON ", merge.Condition, WriteExpression);
                Write(" ");
                WriteList(merge.Clauses, WriteRowChangePart, " ");
                break;
            default:
                throw Unknown(statement);
        }
    }

    private void WriteRowChangePart(SyntaxNode node)
    {
        switch (node)
        {
            case RowChangeTarget target:
                WritePart(target.Table);
                WriteOptional(" AS ", target.Alias, WritePart);
                WriteOptional(" ", target.Partition, WritePart);
                break;
            case Assignment assignment:
                WriteAssignment(assignment);
                break;
            case MergeUpdate update:
                WriteWhen("WHEN MATCHED", update, " THEN UPDATE");
                WriteAssignments(update.Assignments);
                break;
            case MergeDelete delete:
                WriteWhen("WHEN MATCHED", delete, " THEN DELETE");
                break;
            case MergeInsert insert:
                WriteWhen("WHEN NOT MATCHED", insert, " THEN INSERT");
                WriteListClause(" ", insert.Columns, WritePart);
                WriteOptional(" VALUES ", insert.Values, WritePart);
                break;
            default:
                throw Unknown(node);
        }
    }

    private void WriteWhen(string start, MergeClause clause, string end)
    {
        Write(start);
        WriteOptional(" AND ", clause.Condition, WriteExpression);
        Write(end);
    }

    private void WriteAssignments(ImmutableArray<Assignment> assignments) => WriteClause(" SET ", assignments, WriteRowChangePart);

    private void WriteAssignment(Assignment assignment)
    {
        if (assignment.Columns is [var column])
            WriteExpression(column);
        else
            WriteInParentheses("", assignment.Columns, WriteExpression);
        WriteOptional(" = ", assignment.Value, WriteExpression);
    }
}
