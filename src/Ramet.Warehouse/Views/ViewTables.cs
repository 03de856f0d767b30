using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.InformationSchema;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Statements;
using Identifier = Ramet.Sql.Syntax.Identifier;
using TableName = Ramet.Sql.Syntax.TableName;
using TableVersion = Ramet.Sql.Syntax.TableVersion;

namespace Ramet.Warehouse.Views;

/// <summary>
/// The tables that one reading of a view leads to. They are read with the rights of the view's owner: who may read the view need not be
/// allowed to read what is behind it, and no view shows more than its owner may see.
/// </summary>
/// <param name="context">The statement.</param>
/// <param name="tables">The tables of the statement, those behind views among them, as they were at one moment.</param>
/// <param name="view">The view.</param>
/// <param name="around">The reading of the view whose query names this one; null when the statement names it.</param>
internal sealed class ViewTables(StatementContext context, QueryTables tables, CatalogTable view, ViewTables? around) : ITableResolver
{
    // Passes recurse over the trees of views within those of the statement and of views, so together they may be as high as one tree.
    private readonly int height = ViewDefinition.Of(view).Height + (around?.height ?? 0);

    /// <summary>The reading of a view.</summary>
    /// <exception cref="RametException">The view leads to itself, or too deep.</exception>
    public static ViewTables Enter(StatementContext context, QueryTables tables, CatalogTable view, ViewTables? around)
    {
        for (var outer = around; outer is not null; outer = outer.Around)
        {
            if (outer.View.Id == view.Id)
                throw StatementErrors.InvalidView($"view {view.FullName} leads to itself");
        }
        var entered = new ViewTables(context, tables, view, around);
        return entered.height <= SyntaxLimits.HeightMax
            ? entered
            : throw StatementErrors.InvalidView($"view {view.FullName} is too deep within other views");
    }

    /// <summary>The view.</summary>
    public CatalogTable View { get; } = view;

    private ViewTables? Around { get; } = around;

    /// <inheritdoc/>
    public TableSymbol Resolve(TableName name, TableVersion? version)
    {
        var resolved = ViewDefinition.NameOf(name);

        // What the information schema shows is always what the caller may see, of the project of the view.
        if (InformationSchemaName.IsView(resolved))
            return tables.SystemTables.Resolve(resolved, View.Project.Name, name.Span);
        var table = context.AdmitReading(resolved, tables.Find(resolved), name.Span, View) ?? throw context.TableNotFound(resolved, name.Span);
        return tables.SymbolOf(table, name, version, this);
    }

    /// <inheritdoc/>
    public bool HasTable(TableName name) => tables.IsVisible(ViewDefinition.NameOf(name), name.Span, View);

    /// <inheritdoc/>
    public FunctionSymbol? FindFunction(Identifier? project, Identifier name) => tables.Functions.Find(project, name, View);

    /// <inheritdoc/>
    public string? GreatestPartition(TableName name) =>
        PartitionFacts.Of(context, ViewDefinition.NameOf(name), tables, name.Span, View).GreatestPartition();

    /// <inheritdoc/>
    public bool HasPartition(TableName name, IReadOnlyList<string> values) =>
        PartitionFacts.Of(context, ViewDefinition.NameOf(name), tables, name.Span, View).HasPartition(values);
}
