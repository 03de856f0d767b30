using System.Globalization;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Writing;

/// <summary>Names, and the parts of statements that are neither statements, queries nor expressions.</summary>
public sealed partial class MaxComputeWriter
{
    private void WritePart(SyntaxNode node)
    {
        switch (node)
        {
            case Identifier name:
                Write(name.IsQuoted ? Quoting.BackQuoted(name.Name) : Quoting.Name(name.Name));
                break;
            case TableName name:
                WriteList(name.Parts, WritePart, ".");
                break;
            case Principal principal:
                Write(Quoting.Principal(principal.Text));
                break;
            case TypeSyntax type:
                Write(type.Type.ToSql());
                break;
            case TextValue value:
                Write(Quoting.Text(value.Value));
                break;
            case CountValue count:
                Write(count.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case VariableColumn column:
                WritePart(column.Name);
                Write(" ");
                WritePart(column.Type);
                break;
            case ViewParameter or ViewParameterColumn or ViewResult or ViewResultColumn:
                WriteViewPart(node);
                break;
            case ViewValueArgument argument:
                WriteExpression(argument.Value);
                break;
            case ViewTableArgument argument:
                WritePart(argument.Table);
                break;
            case SqlFunctionParameter parameter:
                WriteFunctionParameter(parameter);
                break;
            case PropertyPair pair:
                WritePart(pair.Key);
                Write("=");
                WritePart(pair.Value);
                break;
            case PartitionSpec partition:
                WriteInParentheses("PARTITION ", partition.Columns, WritePart);
                break;
            case PartitionColumn column:
                WritePart(column.Name);
                WriteOptional("=", column.Value, WriteExpression);
                break;
            case PartitionFilter filter:
                WriteInParentheses("PARTITION ", filter.Conditions, WriteExpression);
                break;
            default:
                WriteQueryPart(node);
                break;
        }
    }

    private void WriteQueryPart(SyntaxNode node)
    {
        switch (node)
        {
            case CommonTable table:
                WritePart(table.Name);
                WriteListClause(" ", table.Columns, WritePart);
                Write(" AS ");
                WriteInParentheses(table.Query);
                break;
            case SelectItem item:
                WriteSelectItem(item);
                break;
            case SortItem item:
                WriteSortItem(item);
                break;
            case LimitClause limit:
                WriteLimit(limit);
                break;
            case ValuesRow row:
                WriteInParentheses("", row.Items, WriteExpression);
                break;
            case DayRange days:
                Write(string.Create(CultureInfo.InvariantCulture, $"FROM {days.First:yyyy-MM-dd} TO {days.Last:yyyy-MM-dd}"));
                break;
            case TableVersion version:
                WriteTableVersion(version);
                break;
            case TableSample sample:
                WriteSample(sample);
                break;
            case PivotValue value:
                WriteOneOrSeveral(value.Values, WriteExpression);
                WriteOptional(" AS ", value.Alias, WritePart);
                break;
            case UnpivotColumns columns:
                WriteOneOrSeveral(columns.Columns, WriteExpression);
                if (columns.Labels.Length > 0)
                {
                    Write(" AS ");
                    WriteOneOrSeveral(columns.Labels, WriteExpression);
                }
                break;
            case GroupByClause groupBy:
                WriteClause("GROUP BY ", groupBy.Elements, WriteGroupingElement);
                break;
            case GroupingElement element:
                WriteGroupingElement(element);
                break;
            case GroupingSet set:
                WriteInParentheses("", set.Keys, WriteExpression);
                break;
            case WindowDefinition window:
                WritePart(window.Name);
                Write(" AS ");
                WriteOver(window.Specification);
                break;
            case OverClause over:
                WriteOver(over);
                break;
            case WindowFrame frame:
                WriteFrame(frame);
                break;
            case FrameBound bound:
                WriteBound(bound);
                break;
            case WhenBranch branch:
                WriteWhen(branch);
                break;
            default:
                WriteTablePart(node);
                break;
        }
    }

    private void WriteTablePart(SyntaxNode node)
    {
        switch (node)
        {
            case ColumnDefinition column:
                WriteColumnDefinition(column);
                break;
            case ViewColumn column:
                WriteViewColumn(column);
                break;
            case ColumnPosition position:
                Write(position.After is null ? "FIRST" : "AFTER ");
                WriteOptional("", position.After, WritePart);
                break;
            case TableClauses clauses:
                WriteTableClauses(clauses);
                break;
            case ClusteringClause clustering:
                WriteClustering(clustering);
                break;
            case StorageClause storage:
                WriteStorage(storage);
                break;
            case RowFormatClause format:
                WriteRowFormat(format);
                break;
            case InsertTarget target:
                WriteInsertTarget(target);
                break;
            case UnloadSource source:
                WriteUnloadSource(source);
                break;
            case InsertBranch branch:
                WriteInsertTarget(branch.Target);
                Write(" ");
                WriteQuery(branch.Source);
                break;
            case RowChangeTarget or Assignment or MergeClause:
                WriteRowChangePart(node);
                break;
            default:
                WriteSecurityPart(node);
                break;
        }
    }
}
