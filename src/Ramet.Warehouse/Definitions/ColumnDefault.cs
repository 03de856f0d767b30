using Ramet.Sql.Syntax;
using Ramet.Sql.Writing;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Definitions;

/// <summary>The DEFAULT of a column: a constant of its type, kept as SQL text.</summary>
internal static class ColumnDefault
{
    /// <summary>Checks the default of a column and gives its text; null for none.</summary>
    /// <exception cref="Errors.RametException">It is not a constant, or not converted to the column's type by itself.</exception>
    public static string? Check(StatementContext context, ColumnDefinition column)
    {
        if (column.Default is not { } value)
            return null;
        context.Binder(new QueryTables(context, value, targets: [])).BindConstant(value, column.Type.Type);
        return MaxComputeWriter.Write(value);
    }
}
