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
        TableKind.Materialized => throw StatementErrors.Semantic(
            span,
            $"{table.FullName} is a materialized view, which can only be read",
            "ALTER MATERIALIZED VIEW ... REBUILD computes its rows anew; DROP MATERIALIZED VIEW drops it."),
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
        TableKind.Materialized => "a materialized view",
    };

    /// <summary>The table, if it is no view of any sort.</summary>
    /// <exception cref="RametException">It is a view.</exception>
    public static CatalogTable RequireNoView(CatalogTable table, SourceSpan span) => table.Kind switch
    {
        TableKind.Managed or TableKind.External => table,
        TableKind.View => throw StatementErrors.Semantic(span, $"{table.FullName} is a view, not a table", "Use ALTER VIEW or DROP VIEW."),
        TableKind.Materialized => throw StatementErrors.Semantic(
            span, $"{table.FullName} is a materialized view, not a table", "Use ALTER MATERIALIZED VIEW or DROP MATERIALIZED VIEW."),
    };

    /// <summary>The view, if it is one.</summary>
    /// <exception cref="RametException">It is a table, or a materialized view.</exception>
    public static CatalogTable RequireView(CatalogTable table, SourceSpan span) => table.Kind switch
    {
        TableKind.View => table,
        TableKind.Managed or TableKind.External => throw StatementErrors.Semantic(span, $"{table.FullName} is a table, not a view", "Use ALTER TABLE or DROP TABLE."),
        TableKind.Materialized => throw StatementErrors.Semantic(
            span, $"{table.FullName} is a materialized view", "Use ALTER MATERIALIZED VIEW or DROP MATERIALIZED VIEW."),
    };

    /// <summary>The materialized view, if it is one.</summary>
    /// <exception cref="RametException">It is something else.</exception>
    public static CatalogTable RequireMaterialized(CatalogTable table, SourceSpan span) => table.Kind == TableKind.Materialized
        ? table
        : throw StatementErrors.Semantic(span, $"{table.FullName} is {Describe(table.Kind)}, not a materialized view");
}
