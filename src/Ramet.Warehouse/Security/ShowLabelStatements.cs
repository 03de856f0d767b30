using System.Globalization;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Definitions;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;
using Principal = Ramet.Access.Principal;

namespace Ramet.Warehouse.Security;

/// <summary>SHOW LABEL GRANTS: of a user, of a table, or of a user on a table.</summary>
internal static class ShowLabelStatements
{
    private static readonly string[] UserHead = ["TableName", "GrantedLabel", "Expires"];
    private static readonly string[] TableHead = ["UserName", "GrantedLabel", "Expires"];
    private static readonly string[] ColumnHead = ["Column", "GrantedLabel", "Expires"];

    public static StatementResult Show(StatementContext context, ShowLabelGrantsStatement statement)
    {
        var user = statement.User is { } written ? Principals.Parse(context, written) : null;
        if (statement.Table is { } table)
            return ShowTable(context, statement, Securable.Resolve(context, table), user);
        var project = ManagedProject.Current(context);
        Authorize(context, project, user ?? context.Caller, statement);
        return ShowUser(context, project, user ?? context.Caller, statement.Label);
    }

    /// <summary>Everybody may see what was granted to himself.</summary>
    private static void Authorize(StatementContext context, ManagedProject project, Principal? user, ShowLabelGrantsStatement statement)
    {
        var span = statement.User?.Span ?? statement.Span;
        project.Authorize(user == context.Caller ? AccessAction.Use : AccessAction.ShowLabelGrants, span);
        if (user is not null && user != context.Caller)
            project.RequireUser(user, span);
    }

    private static TextResult ShowUser(StatementContext context, ManagedProject project, Principal user, CountValue? label)
    {
        var subject = Subject.Of(user);
        var tables = context.Catalog.ListTables(project.Project.Id, new TableFilter());
        var rows = (
            from table in tables
            let entry = project.Security.LabelGrantsOn(ObjectKey.Table(table.Id.Value)).GetValueOrDefault(subject)
            where entry is not null
            from term in entry.Terms
            where label is null || term.Label == label.Value
            select Row(term.Column is null ? table.Name : $"{table.Name}({term.Column})", term, context.Zone)).ToList();
        return ShowClearance(context, project, user, UserHead, rows, "");
    }

    private static TextResult ShowTable(StatementContext context, ShowLabelGrantsStatement statement, Securable target, Principal? user)
    {
        var project = target.Project;
        Authorize(context, project, user, statement);
        target.RequireExists(context);
        var columns = TableSymbols.Of(target.Table!).Columns; // a table that exists was found
        var labels = project.Security.Labels.GetValueOrDefault(target.Key);
        var levels = columns.Select(column => labels?.Of(column.Name) ?? 0).Append(labels?.Label ?? 0).ToList();
        var range = string.Create(CultureInfo.InvariantCulture, $"Sensitive Label Range: [{levels.Min()}, {levels.Max()}]\n");
        var grants = project.Security.LabelGrantsOn(target.Key);
        if (user is null)
        {
            var all = grants.Values
                .OrderBy(entry => entry.Subject.ToString(), StringComparer.OrdinalIgnoreCase)
                .SelectMany(entry => Terms(entry, statement.Label).Select(term => Row(entry.Subject.User?.ToString() ?? $"role/{entry.Subject.Role}", term, context.Zone)))
                .ToList();
            return context.Show(range + SecurityTexts.Grid(TableHead, all), SecurityResults.Data(TableHead, all));
        }
        var entry = grants.GetValueOrDefault(Subject.Of(user));
        var rows = entry is null ? [] : Terms(entry, statement.Label)
            .SelectMany(term => term.Column is { } only ? [Row(only, term, context.Zone)] : columns.Select(column => Row(column.Name, term, context.Zone)))
            .ToList();
        return ShowClearance(context, project, user, ColumnHead, rows, range);
    }

    private static TextResult ShowClearance(
        StatementContext context, ManagedProject project, Principal user, string[] head, List<string[]> rows, string more)
    {
        var clearance = project.Security.ClearanceOf(user);
        return context.Show(
            string.Create(CultureInfo.InvariantCulture, $"User Label: {clearance}\n{more}{SecurityTexts.Grid(head, rows)}"),
            new JsonObject { ["UserLabel"] = clearance, ["Grants"] = SecurityResults.Data(head, rows) });
    }

    private static IEnumerable<LabelTerm> Terms(LabelGrantEntry entry, CountValue? label) =>
        entry.Terms.Where(term => label is null || term.Label == label.Value);

    private static string[] Row(string name, LabelTerm term, TimeZoneInfo zone) =>
        [name, term.Label.ToString(CultureInfo.InvariantCulture), SecurityTexts.Time(term.ExpiresAt, zone)];
}
