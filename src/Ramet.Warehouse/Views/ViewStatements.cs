using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using TableName = Ramet.Sql.Syntax.TableName;

namespace Ramet.Warehouse.Views;

/// <summary>CREATE VIEW, ALTER VIEW and DROP VIEW.</summary>
internal static class ViewStatements
{
    private const int ParametersMax = 100;

    // The text of a view does not depend on its name.
    public static readonly TableName NoName = new([new Identifier("v") { Span = default }]) { Span = default };

    public static StatementResult Create(StatementContext context, CreateViewStatement statement)
    {
        if (statement.IsReplace && context.FindTable(statement.View, AccessAction.Alter) is { } existing)
            return Replace(context, statement, TableKinds.RequireView(existing, statement.View.Span));
        var target = NewTable.Find(context, statement.View, statement.IfNotExists);
        return target is null
            ? context.Done()
            : target.Commit(target.Create(Define(context, statement, replaced: null), TableKind.View), statement.IfNotExists);
    }

    public static StatementResult Alter(StatementContext context, AlterViewStatement statement)
    {
        var view = TableKinds.RequireView(RequireAny(context, statement.View, AccessAction.Alter), statement.View.Span);
        return statement.Action switch
        {
            RenameTableAction rename => Rename(context, view, rename),
            ChangeOwnerAction change => ChangeOwner(context, view, change),
            SetTableCommentAction comment => SetComment(context, view, TableDefinition.CheckComment(comment.Comment)!),
            var other => throw StatementErrors.NotSupported(other.Span, "this form of ALTER VIEW"),
        };
    }

    public static StatementResult Drop(StatementContext context, DropViewStatement statement)
    {
        if (context.FindTable(statement.View, AccessAction.Drop) is not { } found)
            return statement.IfExists ? context.Done() : throw NotFound(context, statement.View);
        var view = TableKinds.RequireView(found, statement.View.Span);
        return TableChange.Commit(context, view, summary: null, current => new CatalogChange.DropTable(current));
    }

    /// <summary>
    /// The view stays the same object, with its privileges, but it belongs to who wrote the new text: it must not run with the rights of
    /// somebody else.
    /// </summary>
    private static CompletedResult Replace(StatementContext context, CreateViewStatement statement, CatalogTable existing)
    {
        var define = Define(context, statement, existing);
        var nowMs = context.Now.ToUnixTimeMilliseconds();
        return TableChange.CommitAll(context, existing, summary: null, current =>
        {
            var replace = new CatalogChange.ReplaceTableState(
                current, define(current.Metadata.TableUuid, current.Metadata.Location, nowMs), TableAspects.Definition);
            return current.Owner == context.Caller
                ? [replace]
                : [replace, new CatalogChange.ChangeTableOwner(current with { Version = current.Version + 1 }, context.Caller)];
        });
    }

    /// <summary>Checks the query and gives what makes the state of the view.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="statement">The definition.</param>
    /// <param name="replaced">The view that it replaces; null for a new one.</param>
    private static Func<Guid, string, long, TableMetadata> Define(StatementContext context, CreateViewStatement statement, CatalogTable? replaced)
    {
        var tables = new QueryTables(context, statement with { View = NoName }, targets: []);
        CheckNames(statement);

        // Who reads the view gives the conditions on partitions.
        var settings = context.Settings.Binder;
        var binder = new Binder(tables, settings with { AllowFullScan = true });
        var query = statement.Parameters.IsEmpty ? binder.BindQuery(statement.Query) : BindParameterized(context, binder, statement, tables);
        tables.AuthorizeColumns(query);
        if (replaced is not null && tables.Used.Any(table => table.Id == replaced.Id))
            throw Circle(replaced, statement.View.Span);

        var view = new ViewDefinition(
            Qualify(statement with { View = NoName }, tables), settings, [.. query.Columns.Select(column => column.Name)]);
        var definition = new TableDefinition
        {
            Columns = Columns(statement, query),
            Comment = TableDefinition.CheckComment(statement.Comment),
        }.Checked(statement.View.Span);
        return (uuid, location, nowMs) =>
        {
            var metadata = definition.ToMetadata(uuid, location, nowMs);
            var properties = view.Properties(metadata.CurrentSchema.Fields.Select(field => field.Id));
            return metadata with { Properties = metadata.Properties.SetItems(properties) };
        };
    }

    private static BoundQuery BindParameterized(StatementContext context, Binder binder, CreateViewStatement statement, QueryTables tables)
    {
        var name = context.Resolve(statement.View);
        var definition = new ViewDefinition(statement, context.Settings.Binder, []);
        return binder.BindView(new TableSymbol(name.Project, name.Table, [], 0), definition.ToSymbol(tables));
    }

    private static void CheckNames(CreateViewStatement statement)
    {
        if (statement.Parameters.Length > ParametersMax)
            throw StatementErrors.Semantic(statement.Parameters[ParametersMax].Span, $"a view has at most {ParametersMax} parameters");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in statement.Parameters)
        {
            if (!names.Add(parameter.Name.Name))
                throw StatementErrors.Semantic(parameter.Name.Span, $"the view has two parameters @{parameter.Name.Name}");
        }
        if (statement.Returns is { Variable: var result } && names.Contains(result.Name))
            throw StatementErrors.Semantic(result.Span, $"@{result.Name} is a parameter and cannot be the result");
    }

    private static List<DefinedColumn> Columns(CreateViewStatement statement, BoundQuery query)
    {
        if (statement.Returns is { } returns)
            return [.. returns.Columns.Zip(query.Columns, (column, bound) => Column(column.Name, bound.Type, column.Comment))];
        if (!statement.Columns.IsEmpty && statement.Columns.Length != query.Columns.Length)
        {
            throw Creating(
                statement.View.Span,
                $"{statement.Columns.Length} column names are given for the {query.Columns.Length} columns of the query");
        }
        return [.. query.Columns.Select((column, index) => statement.Columns.IsEmpty
            ? new DefinedColumn(column.Name, column.Type, IsNullable: true, null, null, null)
            : Column(statement.Columns[index].Name, column.Type, statement.Columns[index].Comment))];
    }

    private static DefinedColumn Column(Identifier name, DataType type, TextValue? comment) =>
        new(DefinedColumn.CheckName(name), type, IsNullable: true, null, TableDefinition.CheckComment(comment), name.Span);

    /// <summary>The text with the full names of its tables and functions, so that it does not depend on the current project.</summary>
    public static T Qualify<T>(T text, QueryTables tables) where T : SyntaxNode => (T)text.Rewrite(node => node switch
    {
        TableName name when tables.Named.TryGetValue(name.Span, out var table) =>
            name with { Parts = [new Identifier(table.Project.Name) { Span = name.Span }, new Identifier(table.Name) { Span = name.Span }] },
        FunctionCall call when tables.Functions.Named.TryGetValue(call.Name.Span, out var project) =>
            call with { Project = new Identifier(project) { Span = call.Name.Span } },
        _ => node,
    });

    private static CompletedResult Rename(StatementContext context, CatalogTable view, RenameTableAction action)
    {
        var name = ObjectName.Check("view", action.NewName);
        var renamed = new Catalog.Tables.TableName(view.Project.Name, name);
        var behind = context.Catalog.FindTables([view.FullName], ViewDefinition.ReferencesOf);
        if (behind.Any(other => other.Value is null && IsSame(other.Key, renamed)))
            throw Circle(view, action.NewName.Span);
        return TableChange.Commit(context, view, summary: null, current => new CatalogChange.RenameTable(current, name));
    }

    /// <summary>
    /// A view reads with the rights of its owner, so giving it away must not be a way to somebody's rights: one may take it, or give it to a
    /// user of one's own account; the administrator, who has all rights anyway, may give it to anybody.
    /// </summary>
    private static CompletedResult ChangeOwner(StatementContext context, CatalogTable view, ChangeOwnerAction action)
    {
        var owner = NewOwner.Of(action.Owner);
        if (!context.Caller.IsAdministrator && owner != context.Caller && owner.Account != context.Caller)
        {
            throw StatementErrors.Semantic(
                action.Owner.Span,
                $"view {view.FullName} reads with the rights of its owner, so you can take it, but not give it to {owner}",
                $"Let {owner} write CREATE OR REPLACE VIEW, or ask the administrator.");
        }
        return TableChange.Commit(context, view, summary: null, current => new CatalogChange.ChangeTableOwner(current, owner));
    }

    private static CompletedResult SetComment(StatementContext context, CatalogTable view, string comment)
    {
        var properties = TableMetadata.NoProperties.SetItem(TableProperties.Comment, comment);
        var nowMs = context.Now.ToUnixTimeMilliseconds();
        return TableChange.Commit(
            context, view, TableAspects.Definition, null, metadata => TableCommit.Apply(metadata, [new TableUpdate.SetProperties(properties)], nowMs));
    }

    private static CatalogTable RequireAny(StatementContext context, TableName name, AccessAction action) =>
        context.FindTable(name, action) ?? throw NotFound(context, name);

    private static bool IsSame(Catalog.Tables.TableName one, Catalog.Tables.TableName other) =>
        string.Equals(one.Project, other.Project, StringComparison.OrdinalIgnoreCase)
        && string.Equals(one.Table, other.Table, StringComparison.OrdinalIgnoreCase);

    private static RametException Circle(CatalogTable view, SourceSpan span) => Creating(span, $"view {view.FullName} would lead to itself");

    private static RametException Creating(SourceSpan span, string detail) => new(ErrorCode.CreatingView, ErrorKind.User, detail, span);

    private static RametException NotFound(StatementContext context, TableName name) => new(
        ErrorCode.ViewNotFound, ErrorKind.NotFound, $"view {context.Resolve(name)} cannot be resolved", name.Span);
}
