using System.Collections.Immutable;
using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Functions;
using Ramet.Warehouse.History;
using Ramet.Warehouse.InformationSchema;
using Ramet.Warehouse.Statements;
using Ramet.Warehouse.Views;
using TableName = Ramet.Sql.Syntax.TableName;

namespace Ramet.Warehouse.Queries;

/// <summary>
/// The tables of one statement. All that its text names, and all that views among them lead to, are read from the catalog at one moment
/// (I2) before the binder asks for the first, and each is decided upon when the binder asks for it: those that the statement names for its
/// caller, those behind a view for the owner of the view. Where an older state is asked for, that is what the binder gets.
/// </summary>
internal sealed class QueryTables : ITableResolver
{
    private const int ViewReadingsMax = 1_000;

    private readonly StatementContext context;
    private readonly ImmutableArray<TableName> targets;
    private readonly bool readsTarget;
    private readonly IReadOnlyDictionary<Catalog.Tables.TableName, CatalogTable?> read;
    private readonly Dictionary<TableSymbol, TableReading> tables = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SourceSpan, CatalogTable> named = [];
    private readonly Dictionary<TableName, TableSymbol> targetSymbols = new(ReferenceEqualityComparer.Instance);
    private int viewReadings;

    /// <param name="context">The statement's context.</param>
    /// <param name="statement">The part of it that names tables.</param>
    /// <param name="targets">The names of the tables that are written to; empty when the statement only reads.</param>
    /// <param name="readsTarget">Whether such a name also means rows that are read, as in UPDATE.</param>
    /// <param name="referencesOf">The names that a table leads to; null for those that a view does.</param>
    public QueryTables(
        StatementContext context,
        SyntaxNode statement,
        ImmutableArray<TableName> targets,
        bool readsTarget = false,
        Func<CatalogTable, IEnumerable<Catalog.Tables.TableName>>? referencesOf = null)
    {
        this.context = context;
        this.targets = targets;
        this.readsTarget = readsTarget;

        // Names of common tables are among these; nobody will ask for them.
        var names = statement.DescendantsAndSelf().OfType<TableName>()
            .Where(name => context.Session.Project is not null || name.Parts.Length > 1)
            .Select(context.Resolve)
            .Distinct()
            .ToList();
        read = context.Catalog.FindTables(names, referencesOf ?? ViewDefinition.ReferencesOf);
        SystemTables = new SystemTables(context);
        Functions = new UserFunctions(context);
    }

    /// <summary>The SQL functions that the statement calls.</summary>
    public UserFunctions Functions { get; }

    /// <summary>The views of the information schema among them.</summary>
    public SystemTables SystemTables { get; }

    /// <summary>The tables and views that the binder has asked for, behind views too.</summary>
    public IEnumerable<CatalogTable> Used => tables.Values.Select(static reading => reading.Table);

    /// <summary>The tables and views that the statement itself names, by the place of their names.</summary>
    public IReadOnlyDictionary<SourceSpan, CatalogTable> Named => named;

    /// <summary>The table of the catalog behind a symbol that this resolver gave.</summary>
    public CatalogTable TableOf(TableSymbol symbol) => tables[symbol].State;

    /// <summary>The view that leads to the table of a symbol; null when the statement names it.</summary>
    public CatalogTable? ViewOf(TableSymbol symbol) => tables[symbol].View;

    /// <summary>Asks for every column that a bound query reads, of tables and of views; called before anything is read.</summary>
    /// <exception cref="RametException">Denied.</exception>
    public void AuthorizeColumns(BoundQuery query)
    {
        foreach (var (symbol, columns, span) in query.Readings)
        {
            if (SystemTables.Contains(symbol))
                continue; // rows that the caller may not see are not made
            var reading = tables[symbol];
            context.AuthorizeColumns(reading.Table, reading.Name, [.. columns.Select(column => NameOf(reading, column))], span, reading.View);
        }
    }

    /// <summary>The name under which a column is granted today.</summary>
    private static string NameOf(TableReading reading, ColumnSymbol column) =>
        ReferenceEquals(reading.State, reading.Table) ? column.Name : TimeTravel.GrantedName(reading.Table, column.FieldId, column.Name);

    /// <summary>A table that was read at the moment of the statement; null when there was none.</summary>
    public CatalogTable? Find(Catalog.Tables.TableName name) => read.GetValueOrDefault(name);

    /// <inheritdoc/>
    public string? GreatestPartition(TableName name) => Facts(name).GreatestPartition();

    /// <inheritdoc/>
    public bool HasPartition(TableName name, IReadOnlyList<string> values) => Facts(name).HasPartition(values);

    /// <inheritdoc/>
    public bool HasTable(TableName name) => IsVisible(context.Resolve(name), name.Span, view: null);

    /// <inheritdoc/>
    public FunctionSymbol? FindFunction(Identifier? project, Identifier name) => Functions.Find(project, name, view: null);

    /// <summary>Whether a table is there for the caller, or for the owner of a view.</summary>
    public bool IsVisible(Catalog.Tables.TableName name, SourceSpan span, CatalogTable? view)
    {
        try
        {
            return context.AdmitReading(name, Find(name), span, view) is not null;
        }
        catch (RametException error) when (error.Kind == ErrorKind.NotFound)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public TableSymbol Resolve(TableName name, TableVersion? version)
    {
        if (targets.Any(target => ReferenceEquals(target, name)))
            return targetSymbols.TryGetValue(name, out var known) ? known : targetSymbols[name] = ResolveTarget(name);
        var resolved = context.Resolve(name);
        if (InformationSchemaName.IsView(resolved))
            return SystemTables.Resolve(resolved, context.Session.Project, name.Span);
        var table = context.AdmitReading(resolved, Find(resolved), name.Span, view: null) ?? throw context.TableNotFound(resolved, name.Span);
        named[name.Span] = table;
        return SymbolOf(table, name, version, around: null);
    }

    /// <summary>What the binder knows about a table to which the way is free.</summary>
    /// <param name="table">The table or view.</param>
    /// <param name="name">Its name, where it was written.</param>
    /// <param name="version">Which of its states is read; null for the current one.</param>
    /// <param name="around">The view that leads to it; null when the statement names it.</param>
    /// <exception cref="RametException">It is a view that leads to itself, too deep, or to too many others.</exception>
    public TableSymbol SymbolOf(CatalogTable table, TableName name, TableVersion? version, ViewTables? around)
    {
        var resolved = around is null ? context.Resolve(name) : ViewDefinition.NameOf(name);
        var state = version is null ? table : TimeTravel.Go(context, table, name, version);
        var reading = new TableReading(table, state, resolved, around?.View);
        if (table.Kind != TableKind.View)
            return Known(TableSymbols.Of(state) with { MayKnowColumns = () => MayKnowColumns(table) }, reading);
        if (++viewReadings > ViewReadingsMax)
            throw StatementErrors.InvalidView($"the statement reads views more than {ViewReadingsMax} times, each view within a view counted");
        var definition = ViewDefinition.Of(table);
        var behind = ViewTables.Enter(context, this, table, around);
        return Known(TableSymbols.Of(table) with { View = definition.ToSymbol(behind) }, reading);
    }

    /// <summary>Whether the caller may know the names of all columns, which a hint would tell.</summary>
    private bool MayKnowColumns(CatalogTable table)
    {
        var target = context.Access.ObjectOf(table);
        return context.Access.Ask(AccessAction.Describe, target).IsAllowed || context.Access.Ask(AccessAction.Select, target).IsAllowed;
    }

    private TableSymbol Known(TableSymbol symbol, TableReading reading)
    {
        tables[symbol] = reading;
        return symbol;
    }

    private PartitionFacts Facts(TableName name)
    {
        var facts = PartitionFacts.Of(context, context.Resolve(name), this, name.Span, view: null);
        named[name.Span] = facts.Table;
        return facts;
    }

    private TableSymbol ResolveTarget(TableName name)
    {
        var resolved = context.Resolve(name);
        var table = context.Admit(resolved, Find(resolved), AccessAction.Update, name.Span) ?? throw context.TableNotFound(resolved, name.Span);
        if (readsTarget)
            context.AdmitReading(resolved, table, name.Span, view: null);
        named[name.Span] = table;
        return Known(TableSymbols.Of(TableKinds.RequireManaged(table, name.Span)), new TableReading(table, table, resolved, View: null));
    }

    /// <summary>A table that the statement reads or writes.</summary>
    /// <param name="Table">The table as it is.</param>
    /// <param name="State">The table in the state that is read.</param>
    /// <param name="Name">Its name as written.</param>
    /// <param name="View">The view that leads to it; null when the statement names it.</param>
    private sealed record TableReading(CatalogTable Table, CatalogTable State, Catalog.Tables.TableName Name, CatalogTable? View);
}
