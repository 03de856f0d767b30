using Ramet.Access;
using Ramet.Catalog.Projects;
using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Parsing;
using Ramet.Warehouse.Statements;
using TableName = Ramet.Catalog.Tables.TableName;

namespace Ramet.Warehouse.InformationSchema;

/// <summary>
/// The views of the information schema that one statement reads. Their rows are made when the query is planned, once for each view, and
/// put into temporary tables of the session, which the engine reads like others. They stay until the session reads such a view again.
/// </summary>
/// <param name="context">The statement.</param>
internal sealed class SystemTables(StatementContext context)
{
    private readonly Dictionary<TableName, TableSymbol> symbols = [];
    private readonly Dictionary<TableSymbol, (SystemView View, IReadOnlyList<Project> Projects)> views = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TableSymbol, string> filled = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether a symbol stands for such a view.</summary>
    public bool Contains(TableSymbol symbol) => views.ContainsKey(symbol);

    /// <summary>What the binder knows about a view.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="currentProject">The project that is meant when the name says none.</param>
    /// <param name="span">Where it is named.</param>
    /// <exception cref="RametException">There is no such view, or the caller may not use the project.</exception>
    public TableSymbol Resolve(TableName name, string? currentProject, SourceSpan span)
    {
        var project = InformationSchemaName.ProjectOf(name) ?? currentProject;
        var fullName = new TableName($"{project}.{InformationSchemaName.Schema}", name.Table);
        if (symbols.TryGetValue(fullName, out var known))
            return known;
        var projects = ProjectsOf(project, span);
        var view = SystemViews.Find(name.Table) ?? throw new RametException(
            ErrorCode.TableNotFound,
            ErrorKind.NotFound,
            $"table {InformationSchemaName.Schema}.{name.Table} cannot be resolved",
            span,
            Spelling.Nearest(name.Table, SystemViews.Names) is { } nearest
                ? $"Did you mean {InformationSchemaName.Schema}.{nearest}?"
                : $"There are {string.Join(", ", SystemViews.Names)}.");
        var symbol = view.SymbolIn(fullName.Project);
        symbols.Add(fullName, symbol);
        views.Add(symbol, (view, projects));
        return symbol;
    }

    /// <summary>The temporary table with the rows of a view, filled when it is first asked for.</summary>
    public ScanQuery SourceOf(TableSymbol symbol)
    {
        if (!filled.TryGetValue(symbol, out var table))
        {
            table = $"information_schema_{filled.Count}";
            Fill(table, views[symbol].View, views[symbol].Projects);
            filled.Add(symbol, table);
        }
        return new ScanQuery($"FROM temp.{table}");
    }

    private IReadOnlyList<Project> ProjectsOf(string? project, SourceSpan span)
    {
        if (string.Equals(project, InformationSchemaName.AllProjects, StringComparison.OrdinalIgnoreCase))
            return [.. ProjectStatements.Visible(context)];
        var written = project is null ? null : new Sql.Syntax.Identifier(project, IsQuoted: true) { Span = span };
        return [context.RequireProject(written, AccessAction.Use, span)];
    }

    private void Fill(string table, SystemView view, IReadOnlyList<Project> projects)
    {
        var engine = context.Session.Engine;
        var columns = string.Join(", ", view.Columns.Select(static column => $"{DuckDbNames.Quote(column.Name)} {DuckDbTypes.NameOf(column.Type)}"));
        engine.Execute($"CREATE OR REPLACE TEMP TABLE {table} ({columns})", context.CancellationToken);
        using var appender = engine.Append(table);
        foreach (var row in projects.SelectMany(project => view.Rows(new SystemScope(context, project))))
        {
            foreach (var value in row)
                Append(appender, value);
            appender.EndRow();
        }
        appender.Complete();
    }

    private static void Append(DuckDbAppender appender, object? value)
    {
        switch (value)
        {
            case null:
                appender.AppendNull();
                break;
            case string text:
                appender.Append(text);
                break;
            case long number:
                appender.Append(number);
                break;
            case bool flag:
                appender.Append(flag);
                break;
            case DateTimeOffset time:
                appender.AppendTimestamp((time.ToUnixTimeMilliseconds() / 1000) * 1_000_000); // a DATETIME is shown to the second
                break;
            default:
                throw new ArgumentException($"A {value.GetType().Name} is no value of a view of the information schema.", nameof(value));
        }
    }
}
