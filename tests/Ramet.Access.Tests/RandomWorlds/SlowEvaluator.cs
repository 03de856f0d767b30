using System.Net;

namespace Ramet.Access.Tests.RandomWorlds;

/// <summary>
/// The rules once more, as the service's pages say them, one list after the other and without any index: what the fast evaluator must agree
/// with. It shares no code with it.
/// </summary>
internal static class SlowEvaluator
{
    private static readonly AccessAction[] OnTables =
    [
        AccessAction.Describe, AccessAction.Select, AccessAction.Alter, AccessAction.Update, AccessAction.Drop, AccessAction.ShowHistory,
        AccessAction.Download,
    ];

    /// <summary>Management that the built-in role Admin does not have.</summary>
    private static readonly AccessAction[] NotForAdmin =
    [
        AccessAction.SetSecurityConfiguration, AccessAction.AddTrustedProject, AccessAction.RemoveTrustedProject,
        AccessAction.CreatePackage, AccessAction.ShowPackages, AccessAction.DropPackage, AccessAction.AllowInstallPackage,
        AccessAction.DisallowInstallPackage, AccessAction.AddPackageResource, AccessAction.RemovePackageResource,
        AccessAction.GrantDownload, AccessAction.ShowAudit,
    ];

    public static bool IsAllowed(Facts facts, Question question)
    {
        if (question.Action != AccessAction.Download)
            return IsAllowedInProject(facts, question);

        // Downloading is reading that leaves the project; where download control is on, it is a privilege besides.
        var reading = IsAllowedInProject(facts, question with { Action = AccessAction.Select, FlowsTo = "outside" });
        return reading && (!Has(facts, question.Project, "EnableDownloadPrivilege") || IsAllowedInProject(facts, question));
    }

    private static bool IsAllowedInProject(Facts facts, Question question)
    {
        var project = question.Project;
        var isOwner = facts.Owners[project] == question.User;
        var isUser = isOwner || facts.Members.Contains((project, question.User));
        if (facts.WhiteLists.TryGetValue(project, out var address) && question.From is not null && question.From.ToString() != address)
            return false;
        if (Has(facts, project, "Disabled"))
            return false;
        if (isOwner)
            return MayFlow(facts, question);
        if (isUser && IsPermitted(facts, question))
            return MayReadLabels(facts, question, Clearance(facts, question)) && MayFlow(facts, question);
        return IsAllowedByPackage(facts, question);
    }

    private static bool IsPermitted(Facts facts, Question question)
    {
        var (project, action) = (question.Project, question.Action);
        var roles = facts.RoleMembers.Where(member => member.Project == project && member.User == question.User).Select(member => member.Role).ToList();
        var exists = question.Table is not null && facts.Tables.Any(table => table.Project == project && table.Table == question.Table);

        if (IsDenied(facts, question, roles))
            return false;
        if (action == AccessAction.Use)
            return true;
        if (!(question.Table is null && action == AccessAction.Drop)
            && (roles.Contains("Super_Administrator") || (roles.Contains("Admin") && !NotForAdmin.Contains(action))))
        {
            return true;
        }
        if (exists && facts.Tables.Contains((project, question.Table!, question.User)))
        {
            if (OnTables.Contains(action) && !Has(facts, project, "NoCreatorAccess"))
                return true;
            if (action is AccessAction.GrantPrivilege or AccessAction.ShowAcl && !Has(facts, project, "NoCreatorGrant"))
                return true;
        }
        if (question.Columns is null)
            return IsGranted(facts, question, roles, exists, column: null) || IsAllowedByPolicy(facts, question, roles, column: null);
        if (question.Columns.Length == 0)
        {
            string?[] any = [null, "a", "b", "c"];
            return any.Any(column => IsGranted(facts, question, roles, exists, column) || IsAllowedByPolicy(facts, question, roles, column));
        }
        return question.Columns.All(column => IsGranted(facts, question, roles, exists, column) || IsAllowedByPolicy(facts, question, roles, column));
    }

    private static bool IsGranted(Facts facts, Question question, List<string> roles, bool exists, string? column)
    {
        if (Has(facts, question.Project, "NoAcl") || (question.Table is not null && !exists))
            return false;
        return facts.Grants.Any(grant =>
            grant.Project == question.Project
            && (grant.Subject == question.User || roles.Any(role => grant.Subject == $"role {role}"))
            && grant.Object == (question.Table ?? "")
            && grant.Action == question.Action
            && (grant.Column is null || grant.Column == column)
            && (grant.ExpiresAt is null || grant.ExpiresAt > facts.Now));
    }

    private static bool IsDenied(Facts facts, Question question, List<string> roles)
    {
        string?[] places = question.Columns is null ? [null] : [null, .. question.Columns];
        return PoliciesOf(facts, question, roles).Any(policy => !policy.Allows && places.Any(column => IsAbout(policy.Pattern, question, column)));
    }

    private static bool IsAllowedByPolicy(Facts facts, Question question, List<string> roles, string? column)
    {
        string?[] places = column is null ? [null] : [null, column];
        return PoliciesOf(facts, question, roles).Any(policy => policy.Allows && places.Any(place => IsAbout(policy.Pattern, question, place)));
    }

    private static IEnumerable<(string Project, string Role, bool Allows, AccessAction Action, string Pattern, string? OnlyFrom)> PoliciesOf(
        Facts facts, Question question, List<string> roles) => Has(facts, question.Project, "NoPolicy")
            ? []
            : facts.Policies.Where(policy =>
                policy.Project == question.Project
                && roles.Contains(policy.Role)
                && policy.Action == question.Action
                && (policy.OnlyFrom is null || IPAddress.Parse(policy.OnlyFrom).Equals(question.From)));

    /// <summary>A pattern of tables is <c>t*</c> or the name of a table or column; what is said of a table is said of its columns.</summary>
    private static bool IsAbout(string pattern, Question question, string? column)
    {
        if (pattern.Length == 0 || question.Table is null)
            return pattern.Length == 0 && question.Table is null;
        var name = column is null ? question.Table : $"{question.Table}/{column}";
        if (pattern.StartsWith('*'))
            return name.EndsWith(pattern[1..], StringComparison.Ordinal);
        return pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;
    }

    private static bool MayReadLabels(Facts facts, Question question, int clearance)
    {
        if (!Has(facts, question.Project, "LabelSecurity") || question.Action is not (AccessAction.Select or AccessAction.Download))
            return true;
        if (!facts.Tables.Any(table => table.Project == question.Project && table.Table == question.Table))
            return true;
        return (question.Columns ?? ["a", "b", "c"]).All(column => LabelOf(facts, question, column) is var label
            && (label <= clearance || facts.LabelGrants.Any(grant =>
                grant.Project == question.Project
                && grant.Table == question.Table
                && (grant.Subject == question.User
                    || facts.RoleMembers.Any(member => member.Project == question.Project && member.User == question.User && grant.Subject == $"role {member.Role}"))
                && (grant.Column is null || grant.Column == column)
                && grant.Level >= label)));
    }

    /// <summary>The label of a column wins over that of its table, whatever was said first.</summary>
    private static int LabelOf(Facts facts, Question question, string column)
    {
        var labels = facts.Labels.Where(label => label.Project == question.Project && label.Table == question.Table).ToList();
        var own = labels.Where(label => label.Column == column).ToList();
        return own.Count > 0 ? own[^1].Level : labels.Where(label => label.Column is null).Select(label => label.Level).LastOrDefault();
    }

    private static int Clearance(Facts facts, Question question) =>
        facts.Clearances.Where(entry => entry.Project == question.Project && entry.User == question.User).Select(entry => entry.Level).LastOrDefault();

    private static bool MayFlow(Facts facts, Question question)
    {
        if (!Has(facts, question.Project, "ProjectProtection") || question.FlowsTo is null || question.FlowsTo == question.Project)
            return true;
        return facts.TrustedProjects.Contains((question.Project, question.FlowsTo))
            || facts.Exceptions.Any(exception =>
                exception.Project == question.Project && exception.User == question.User && IsAbout(exception.Pattern, question, column: null));
    }

    private static bool IsAllowedByPackage(Facts facts, Question question)
    {
        if (question.Table is null || question.Current is not { } consumer || consumer == question.Project)
            return false;
        if (!facts.Tables.Any(table => table.Project == question.Project && table.Table == question.Table))
            return false;
        if (facts.Owners[consumer] != question.User && !facts.Members.Contains((consumer, question.User)))
            return false;
        return facts.InstalledPackages.Any(installed =>
            installed.Consumer == consumer
            && installed.Project == question.Project
            && facts.PackageItems.Contains((question.Project, installed.Package, question.Table, question.Action))
            && facts.Installers.Any(installer => installer.Project == question.Project && installer.Package == installed.Package && (installer.Installer == consumer || installer.Installer == "*"))
            && MayUsePackage(facts, question, consumer, $"package {question.Project}.{installed.Package}")
            && MayReadLabels(facts, question, LevelOf(facts, question, installed.Package, consumer)));
    }

    private static int LevelOf(Facts facts, Question question, string package, string consumer)
    {
        var own = facts.Installers.Where(installer => installer.Project == question.Project && installer.Package == package && installer.Installer == consumer).ToList();
        var all = facts.Installers.Where(installer => installer.Project == question.Project && installer.Package == package && installer.Installer == "*");
        return (own.Count > 0 ? own[^1].Level : all.Last().Level) ?? Clearance(facts, question);
    }

    private static bool MayUsePackage(Facts facts, Question question, string consumer, string package) =>
        facts.Owners[consumer] == question.User
        || IsPermitted(facts, question with { Project = consumer, Table = package, Action = AccessAction.Read, Columns = null })
        || IsPackageGranted(facts, question, consumer, package);

    private static bool IsPackageGranted(Facts facts, Question question, string consumer, string package) => !Has(facts, consumer, "NoAcl")
        && facts.Grants.Any(grant =>
            grant.Project == consumer
            && grant.Object == package
            && grant.Action == AccessAction.Read
            && (grant.ExpiresAt is null || grant.ExpiresAt > facts.Now)
            && (grant.Subject == question.User
                || facts.RoleMembers.Any(member => member.Project == consumer && member.User == question.User && grant.Subject == $"role {member.Role}")));

    private static bool Has(Facts facts, string project, string flag) => facts.Flags.Contains((project, flag));
}
