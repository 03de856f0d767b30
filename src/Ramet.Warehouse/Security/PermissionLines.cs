using System.Text;
using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>
/// The lines in which SHOW GRANTS and DESC ROLE print permissions, and the same as data:
/// <c>A       projects/p/tables/t: Describe | Select	Expires:...</c>.
/// </summary>
internal sealed class PermissionLines
{
    private readonly StatementContext context;
    private readonly ManagedProject project;
    private readonly ObjectType? type;
    private readonly ObjectKey? key;
    private readonly string? objectPath;
    private readonly Lazy<Dictionary<long, TableListing>> tables;

    /// <summary>Lines about everything, about objects of one type, or about one object.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="project">The project.</param>
    /// <param name="type">Only objects of this type; null for all.</param>
    /// <param name="target">Only this object, which exists; null for all.</param>
    public PermissionLines(StatementContext context, ManagedProject project, ObjectType? type = null, Securable? target = null)
    {
        this.context = context;
        this.project = project;
        this.type = type;
        key = target?.Key;
        objectPath = target is null ? null : SecurityTexts.Path(project.Project.Name, target.Type, target.Name);
        tables = new(() => context.Catalog.ListTables(project.Project.Id, new TableFilter()).ToDictionary(table => table.Id.Value));
    }

    /// <summary>What was granted to a user or role.</summary>
    public List<PermissionLine> OfAcl(Subject subject) =>
    [
        .. from entry in project.Security.GrantsTo(subject)
           where (type is null || entry.Object.Type == type) && (key is null || entry.Object == key)
           let name = NameOf(entry.Object)
           where name is not null
           from term in entry.Terms.OrderBy(term => term.Column, StringComparer.OrdinalIgnoreCase)
           select new PermissionLine(
               term.Condition is null ? "A" : "AC",
               SecurityTexts.Path(project.Project.Name, entry.Object.Type, name, term.Column),
               SecurityTexts.Actions(term.Actions, entry.Object.Type),
               term.ExpiresAt),
    ];

    /// <summary>What the policy of a role says.</summary>
    public List<PermissionLine> OfPolicy(string role)
    {
        if (!project.Security.Policies.TryGetValue(role, out var entry))
            return [];
        return
        [
            .. from statement in entry.Policy.Statements
               from resource in statement.Resources
               let path = resource.Text.StartsWith(ResourcePath.Prefix, StringComparison.OrdinalIgnoreCase) ? resource.Text[ResourcePath.Prefix.Length..] : resource.Text
               where Concerns(path)
               select new PermissionLine(
                   (statement.Effect == PolicyEffect.Allow ? "A" : "D") + (statement.Condition is null ? "" : "C"),
                   path,
                   statement.Actions.Contains(ManagementActions.All) ? "*" : statement.Actions.ToString(),
                   statement.ExpiresAt),
        ];
    }

    /// <summary>What a built-in role may do.</summary>
    public List<PermissionLine> OfBuiltIn(string role)
    {
        var management = ManagementActions.IsAdmin(role) ? ManagementActions.OfAdmin.ToString() : "All";
        var all = new[] { new PermissionLine("A", $"projects/{project.Project.Name}/*", "All", null), new PermissionLine("A", $"projects/{project.Project.Name}", management, null) };
        return [.. all.Where(line => type is null && objectPath is null)];
    }

    /// <summary>The tables that a user has created, in which he may do everything.</summary>
    public List<PermissionLine> OfCreator(Access.Principal user)
    {
        var configuration = project.Security.Configuration;
        if (!configuration.ObjectCreatorHasAccessPermission || (type ?? ObjectType.Table) != ObjectType.Table)
            return [];
        var letters = configuration.ObjectCreatorHasGrantPermission ? "AG" : "A";
        return
        [
            .. from table in tables.Value.Values
               where table.Owner == user && (key is null || key == ObjectKey.Table(table.Id.Value))
               orderby table.Name.ToUpperInvariant()
               select new PermissionLine(letters, SecurityTexts.Path(project.Project.Name, ObjectType.Table, table.Name), "All", null),
        ];
    }

    /// <summary>Prints a block, if there are lines, after an empty line if there is text before.</summary>
    /// <param name="text">Where to print.</param>
    /// <param name="title">The kind of authorization: <c>ACL</c>.</param>
    /// <param name="parts">The lines with their heads, <c>[role/worker]</c>; a head may be empty.</param>
    public void Write(StringBuilder text, string title, params IReadOnlyList<(string Head, List<PermissionLine> Lines)> parts)
    {
        if (parts.All(part => part.Lines.Count == 0))
            return;
        text.Append(text.Length > 0 ? "\n" : "").Append("Authorization Type: ").Append(title).Append('\n');
        foreach (var (head, lines) in parts.Where(part => part.Lines.Count > 0))
        {
            if (head.Length > 0)
                text.Append('[').Append(head).Append("]\n");
            foreach (var line in lines)
                text.Append(line.Letters).Append('\t').Append(line.Path).Append(": ").Append(line.Actions).Append(SecurityTexts.Expires(line.ExpiresAt, context.Zone)).Append('\n');
        }
    }

    /// <summary>The lines as data.</summary>
    /// <param name="parts">The lines with their heads, as for <see cref="Write"/>.</param>
    public JsonArray Data(params IReadOnlyList<(string Head, List<PermissionLine> Lines)> parts) =>
    [
        .. parts.SelectMany(part => part.Lines.Select(line => new JsonObject
        {
            ["Principal"] = part.Head,
            ["Letters"] = line.Letters,
            ["Object"] = line.Path,
            ["Actions"] = line.Actions,
            ["Expires"] = line.ExpiresAt is { } end ? SecurityTexts.Time(end, context.Zone) : null,
        })),
    ];

    /// <summary>The name of an object that has grants; null for a table that was dropped since the security was read.</summary>
    private string? NameOf(ObjectKey granted) => granted.Type switch
    {
        ObjectType.Project => project.Project.Name,
        ObjectType.Table => tables.Value.GetValueOrDefault(granted.TableId)?.Name,
        _ => granted.Id,
    };

    private bool Concerns(string path)
    {
        if (objectPath is not null)
            return new ResourcePattern(path).Matches(objectPath);
        return type switch
        {
            null => true,
            ObjectType.Project => !path.Contains('/', StringComparison.Ordinal) || path.IndexOf('/', StringComparison.Ordinal) == path.LastIndexOf('/'),
            { } wanted => path.Contains($"/{ResourcePath.Of(wanted)}/", StringComparison.OrdinalIgnoreCase),
        };
    }
}

/// <summary>One permission as it is printed.</summary>
/// <param name="Letters"><c>A</c> allow, <c>D</c> deny, <c>C</c> with condition, <c>G</c> grantable.</param>
/// <param name="Path">The object.</param>
/// <param name="Actions">The actions.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
internal sealed record PermissionLine(string Letters, string Path, string Actions, DateTimeOffset? ExpiresAt);
