using System.Text;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>SHOW ACL: who may do what with one object.</summary>
internal static class ShowAclStatements
{
    public static StatementResult Show(StatementContext context, ShowAclStatement statement)
    {
        var target = Securable.Resolve(context, statement.Object);
        target.Authorize(AccessAction.ShowAcl);
        target.RequireExists(context);

        var text = new StringBuilder("Authorization Type: Implicit\n");
        var data = new JsonArray();
        foreach (var holder in ImplicitHolders(target))
            Line(text, data, "AG", holder, "All");
        var grants = Grants(context, target);
        if (grants.Count > 0)
            text.Append("\nAuthorization Type: ACL\n");
        foreach (var (letters, holder, actions) in grants)
            Line(text, data, letters, holder, actions);
        return context.Show(text.ToString(), data);
    }

    /// <summary>The owner of the project, those who have a built-in role, and who created the object.</summary>
    private static IEnumerable<string> ImplicitHolders(Securable target)
    {
        var security = target.Project.Security;
        yield return $"project_owner/{security.Project.Owner}";
        yield return $"admin/{security.Project.Owner}";
        foreach (var role in new[] { ManagementActions.SuperAdministratorRole, ManagementActions.AdminRole })
        {
            foreach (var user in security.UsersOfRole(role))
                yield return $"{role.ToLowerInvariant()}/{user}";
        }
        if (target.Owner is { } creator && security.Configuration.ObjectCreatorHasAccessPermission)
            yield return $"object_creator/{creator}";
    }

    private static List<(string Letters, string Holder, string Actions)> Grants(StatementContext context, Securable target)
    {
        var project = target.Project.Project.Name;
        return
        [
            .. from entry in target.Project.Security.GrantsOn(target.Key).Values
               orderby entry.Subject.User is null, entry.Subject.ToString()
               from term in entry.Terms.OrderBy(term => term.Column, StringComparer.OrdinalIgnoreCase)
               let path = SecurityTexts.Path(project, target.Type, target.Table?.Name ?? target.Name, term.Column)
               let resource = target.Type == ObjectType.Project ? path : ResourcePath.Prefix + path
               select (
                   term.Condition is null ? "A" : "AC",
                   $"{entry.Subject}({resource})",
                   SecurityTexts.Actions(term.Actions, target.Type) + SecurityTexts.Expires(term.ExpiresAt, context.Zone)),
        ];
    }

    private static void Line(StringBuilder text, JsonArray data, string letters, string holder, string actions)
    {
        text.Append(letters).Append('\t').Append(holder).Append(": ").Append(actions).Append('\n');
        data.Add(new JsonObject { ["Letters"] = letters, ["Holder"] = holder, ["Actions"] = actions });
    }
}
