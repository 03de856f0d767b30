using System.Net;

namespace Ramet.Access.Tests.RandomWorlds;

/// <summary>Makes small crowded worlds, in which most questions depend on several facts, and questions about them.</summary>
internal sealed class WorldGenerator(int seed)
{
    private static readonly string[] Projects = ["p", "q", "r"];
    private static readonly string[] Users = ["ann", "bob", "eve", "joe"];
    private static readonly string[] TableNames = ["t1", "t2", "u1"];
    private static readonly string?[] ColumnNames = [null, null, "a", "b", "c"];
    private static readonly string[] Addresses = ["10.0.0.1", "10.0.0.2"];
    private static readonly AccessAction[] TableActions = [AccessAction.Select, AccessAction.Select, AccessAction.Describe, AccessAction.Update, AccessAction.Download];
    private static readonly AccessAction[] ProjectActions = [AccessAction.CreateTable, AccessAction.CreateInstance, AccessAction.List];

    private static readonly AccessAction[] Asked =
    [
        .. TableActions, AccessAction.Select, AccessAction.Select, AccessAction.Alter, AccessAction.Drop, AccessAction.GrantPrivilege, AccessAction.ShowAcl,
    ];

    private static readonly AccessAction[] AskedOfProjects =
        [.. ProjectActions, AccessAction.Use, AccessAction.Drop, AccessAction.AddUser, AccessAction.AddTrustedProject, AccessAction.CreatePackage, AccessAction.ShowAudit];

    private static readonly string[] Flags =
        ["NoAcl", "NoPolicy", "NoCreatorAccess", "NoCreatorGrant", "LabelSecurity", "LabelSecurity", "ProjectProtection", "ProjectProtection", "EnableDownloadPrivilege", "Disabled"];

    private readonly Random random = new(seed);

    public Facts World()
    {
        var facts = new Facts { Now = Tests.World.Now };
        foreach (var project in Projects)
            Fill(facts, project);
        foreach (var consumer in Projects)
            Install(facts, consumer);
        return facts;
    }

    public Question Question()
    {
        var project = Pick(Projects);
        var table = Chance(0.85) ? Pick(["t1", "t2", "u1", "missing"]) : null;
        var action = table is null ? Pick(AskedOfProjects) : Pick(Asked);
        var columns = table is null || action is not (AccessAction.Select or AccessAction.Describe or AccessAction.Download) || Chance(0.3)
            ? null
            : new[] { "a", "b", "c" }.Where(_ => Chance(0.5)).ToArray();
        return new Question(
            Pick(Users),
            action,
            project,
            table,
            columns,
            Chance(0.8) ? Pick(Projects) : null,
            action == AccessAction.Select && Chance(0.7) ? Pick(Projects) : null,
            Chance(0.7) ? IPAddress.Parse(Pick(Addresses)) : null);
    }

    private void Fill(Facts facts, string project)
    {
        facts.Owners[project] = Pick(Users);
        foreach (var user in Users.Where(user => user != facts.Owners[project] && Chance(0.7)))
            facts.Members.Add((project, user));
        facts.Roles.Add((project, "worker", false));
        facts.Roles.Add((project, "keeper", true));
        foreach (var (_, user) in facts.Members.Where(member => member.Project == project))
        {
            foreach (var role in new[] { "worker", "keeper", "Admin", "Super_Administrator" })
            {
                if (Chance(role is "worker" ? 0.5 : 0.1))
                    facts.RoleMembers.Add((project, user, role));
            }
        }
        foreach (var table in TableNames)
            facts.Tables.Add((project, table, Pick(Users)));
        foreach (var flag in Flags.Where(_ => Chance(0.12)))
            facts.Flags.Add((project, flag));
        if (Chance(0.1))
            facts.WhiteLists[project] = Pick(Addresses);
        Times(6, () => AddGrantOfProject(facts, project));
        Times(3, () => AddPolicy(facts, project));
        Times(4, () => facts.Labels.Add((project, Pick(TableNames), Pick(ColumnNames), random.Next(1, 4))));
        Times(3, () => AddForUser(facts, project, user => facts.Clearances.Add((project, user, random.Next(0, 4)))));
        Times(2, () => facts.LabelGrants.Add((project, Subject(facts, project), Pick(TableNames), Pick(ColumnNames), random.Next(1, 4))));
        foreach (var other in Projects.Where(other => other != project && Chance(0.3)))
            facts.TrustedProjects.Add((project, other));
        if (facts.Flags.Contains((project, "ProjectProtection")))
            Times(1, () => facts.Exceptions.Add((project, Pick(Users), Pick(["t1", "t*"]))));
        foreach (var package in new[] { "x", "y" })
        {
            Times(2, () => facts.PackageItems.Add((project, package, Pick(TableNames), Pick([AccessAction.Select, AccessAction.Describe, AccessAction.Update]))));
            if (Chance(0.6))
                facts.Installers.Add((project, package, Pick([.. Projects.Where(other => other != project), "*"]), Chance(0.3) ? random.Next(0, 4) : null));
        }
    }

    private void Install(Facts facts, string consumer)
    {
        foreach (var provider in Projects.Where(provider => provider != consumer))
        {
            foreach (var package in new[] { "x", "y" }.Where(_ => Chance(0.6)))
            {
                facts.InstalledPackages.Add((consumer, provider, package));
                Times(2, () => AddGrant(facts, consumer, $"package {provider}.{package}", AccessAction.Read, column: null));
            }
        }
    }

    private void AddGrantOfProject(Facts facts, string project)
    {
        var isOfTable = Chance(0.8);
        var action = isOfTable ? Pick(TableActions) : Pick(ProjectActions);
        var column = isOfTable && action is AccessAction.Select or AccessAction.Describe ? Pick(ColumnNames) : null;
        AddGrant(facts, project, isOfTable ? Pick(TableNames) : "", action, column);
    }

    /// <summary>Granting again would give a new end to what was granted before; here each thing is granted once.</summary>
    private void AddGrant(Facts facts, string project, string target, AccessAction action, string? column)
    {
        var subject = Subject(facts, project);
        if (!facts.Grants.Any(grant => (grant.Project, grant.Subject, grant.Object, grant.Action, grant.Column) == (project, subject, target, action, column)))
            facts.Grants.Add((project, subject, target, action, column, Expiry()));
    }

    private void AddPolicy(Facts facts, string project)
    {
        var isOfTable = Chance(0.8);
        facts.Policies.Add((
            project,
            "worker",
            Chance(0.6),
            isOfTable ? Pick(TableActions) : Pick(ProjectActions),
            isOfTable ? Pick(["t*", "t1", "t1/a", "u1/b", "*/b"]) : "",
            Chance(0.3) ? Pick(Addresses) : null));
    }

    private void AddForUser(Facts facts, string project, Action<string> add)
    {
        var users = Users.Where(user => user == facts.Owners[project] || facts.Members.Contains((project, user))).ToArray();
        add(Pick(users));
    }

    /// <summary>A user of the project, or its role.</summary>
    private string Subject(Facts facts, string project)
    {
        var subject = "role worker";
        if (Chance(0.6))
            AddForUser(facts, project, user => subject = user);
        return subject;
    }

    private DateTimeOffset? Expiry() => Chance(0.7) ? null : Tests.World.Now.AddDays(random.Next(-2, 3));

    private bool Chance(double probability) => random.NextDouble() < probability;

    private T Pick<T>(T[] choices) => choices[random.Next(choices.Length)];

    private void Times(int max, Action action)
    {
        for (var count = random.Next(max + 1); count > 0; count--)
            action();
    }
}
