using System.Net;

namespace Ramet.Access.Tests.RandomWorlds;

/// <summary>
/// A world as plain lists of what was said, in the words of the service's pages. Users, roles, tables and columns are short names; nothing
/// here is a type of the product but its actions.
/// </summary>
internal sealed class Facts
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>Project to owner.</summary>
    public Dictionary<string, string> Owners { get; } = [];

    public List<(string Project, string User)> Members { get; } = [];

    public List<(string Project, string Role, bool IsAdminType)> Roles { get; } = [];

    public List<(string Project, string User, string Role)> RoleMembers { get; } = [];

    /// <summary>Tables with their creators; every table has the columns a, b and c.</summary>
    public List<(string Project, string Table, string Creator)> Tables { get; } = [];

    /// <summary>Grants: the subject is a user or <c>role x</c>, the object a table, <c>package x.y</c>, or empty for the project.</summary>
    public List<(string Project, string Subject, string Object, AccessAction Action, string? Column, DateTimeOffset? ExpiresAt)> Grants { get; } = [];

    /// <summary>Statements of policies: the pattern is of tables (<c>t*</c>, <c>t1/a</c>) or empty for the project.</summary>
    public List<(string Project, string Role, bool Allows, AccessAction Action, string Pattern, string? OnlyFrom)> Policies { get; } = [];

    public HashSet<(string Project, string Flag)> Flags { get; } = [];

    /// <summary>Project to the only address from which it may be used.</summary>
    public Dictionary<string, string> WhiteLists { get; } = [];

    public List<(string Project, string Table, string? Column, int Level)> Labels { get; } = [];

    public List<(string Project, string User, int Level)> Clearances { get; } = [];

    public List<(string Project, string Subject, string Table, string? Column, int Level)> LabelGrants { get; } = [];

    public List<(string Project, string Trusted)> TrustedProjects { get; } = [];

    /// <summary>Exceptions of ProjectProtection: who may let flow which tables.</summary>
    public List<(string Project, string User, string Pattern)> Exceptions { get; } = [];

    public List<(string Project, string Package, string Table, AccessAction Action)> PackageItems { get; } = [];

    /// <summary>Who may install a package: a project, or <c>*</c>, with a level for labels or none.</summary>
    public List<(string Project, string Package, string Installer, int? Level)> Installers { get; } = [];

    public List<(string Consumer, string Project, string Package)> InstalledPackages { get; } = [];
}

/// <summary>A question about a world.</summary>
/// <param name="User">Who asks.</param>
/// <param name="Action">What is to be done.</param>
/// <param name="Project">The project.</param>
/// <param name="Table">The table, which may not exist; null for the project itself.</param>
/// <param name="Columns">The columns; null for the whole table.</param>
/// <param name="Current">The project in which the statement runs.</param>
/// <param name="FlowsTo">The project to which data goes; null when none is read.</param>
/// <param name="From">The address; null for none.</param>
internal sealed record Question(
    string User, AccessAction Action, string Project, string? Table, string[]? Columns, string? Current, string? FlowsTo, IPAddress? From)
{
    public override string ToString() =>
        $"{User} {Action} {Project}.{Table ?? "-"} columns [{(Columns is null ? "whole" : string.Join(',', Columns))}] in {Current ?? "-"} to {FlowsTo ?? "-"} from {From?.ToString() ?? "-"}";
}
