using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Statements;
using TableName = Ramet.Sql.Syntax.TableName;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// The tables of one statement. All that its text names are read from the catalog at one moment (I2) before the binder asks for the
/// first, and each is decided upon when the binder asks for it.
/// </summary>
internal sealed class QueryTables : ITableResolver
{
    private readonly StatementContext context;
    private readonly TableName? target;
    private readonly Dictionary<Catalog.Tables.TableName, CatalogTable?> read = [];
    private readonly Dictionary<TableSymbol, CatalogTable> tables = new(ReferenceEqualityComparer.Instance);

    /// <param name="context">The statement's context.</param>
    /// <param name="statement">The part of it that names tables.</param>
    /// <param name="target">The name of the table that is written to; null when the statement only reads.</param>
    public QueryTables(StatementContext context, SyntaxNode statement, TableName? target)
    {
        this.context = context;
        this.target = target;

        // Names of common tables are among these; nobody will ask for them.
        var names = statement.DescendantsAndSelf().OfType<TableName>()
            .Where(name => context.Session.Project is not null || name.Parts.Length > 1)
            .Select(context.Resolve)
            .Distinct()
            .ToList();
        foreach (var (name, table) in names.Zip(context.Catalog.FindTables(names)))
            read[name] = table;
    }

    /// <summary>The table of the catalog behind a symbol that this resolver gave.</summary>
    public CatalogTable TableOf(TableSymbol symbol) => tables[symbol];

    /// <inheritdoc/>
    public TableSymbol Resolve(TableName name)
    {
        var action = ReferenceEquals(name, target) ? AccessAction.Update : AccessAction.Select;
        var resolved = context.Resolve(name);
        var table = context.Admit(resolved, read.GetValueOrDefault(resolved), action, name.Span)
            ?? throw StatementContext.TableNotFound(resolved, name.Span);
        var symbol = TableSymbols.Of(table);
        tables[symbol] = table;
        return symbol;
    }
}
