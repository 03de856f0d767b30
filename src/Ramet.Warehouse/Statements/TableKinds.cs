using Ramet.Catalog.Tables;
using Ramet.Errors;

namespace Ramet.Warehouse.Statements;

/// <summary>What a name of the table namespace must stand for in a statement.</summary>
internal static class TableKinds
{
    /// <summary>The table, if it is one whose rows the warehouse keeps.</summary>
    /// <exception cref="RametException">It is a view or an external table, which can only be read.</exception>
    public static CatalogTable RequireManaged(CatalogTable table, SourceSpan span) => table.Kind switch
    {
        TableKind.Managed => table,
        TableKind.View => throw StatementErrors.Semantic(
            span,
            $"{table.FullName} is a view, which can only be read",
            "Name the table that it reads; CREATE OR REPLACE VIEW, ALTER VIEW and DROP VIEW change the view."),
        TableKind.External => throw StatementErrors.Semantic(
            span,
            $"{table.FullName} is an external table, which can only be read",
            "Its rows are changed by whoever keeps the files; CREATE TABLE ... AS SELECT copies them into a table. ALTER TABLE can rename it and set its comment."),
    };

    /// <summary>What a table is, for people, with its article.</summary>
    public static string Describe(TableKind kind) => kind switch
    {
        TableKind.Managed => "a table",
        TableKind.View => "a view",
        TableKind.External => "an external table",
    };

    /// <summary>The table, if it is no view.</summary>
    /// <exception cref="RametException">It is a view.</exception>
    public static CatalogTable RequireNoView(CatalogTable table, SourceSpan span) => table.Kind != TableKind.View
        ? table
        : throw StatementErrors.Semantic(span, $"{table.FullName} is a view, not a table", "Use ALTER VIEW or DROP VIEW.");

    /// <summary>The view, if it is one.</summary>
    /// <exception cref="RametException">It is a table.</exception>
    public static CatalogTable RequireView(CatalogTable table, SourceSpan span) => table.Kind == TableKind.View
        ? table
        : throw StatementErrors.Semantic(span, $"{table.FullName} is a table, not a view", "Use ALTER TABLE or DROP TABLE.");
}
