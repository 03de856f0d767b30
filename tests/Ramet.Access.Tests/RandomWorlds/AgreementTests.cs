using System.Collections.Immutable;

namespace Ramet.Access.Tests.RandomWorlds;

/// <summary>
/// In random worlds, the decision from indexes agrees with one that reads all facts from beginning to end. A failure names the seed:
/// RAMET_ACCESS_SEED runs that world alone.
/// </summary>
public sealed class AgreementTests
{
    private const int Worlds = 1_500;
    private const int FirstSeedByDefault = 20_260_901;
    private const int QuestionsPerWorld = 60;

    [Fact]
    public void Fast_and_slow_evaluator_agree()
    {
        var only = Environment.GetEnvironmentVariable("RAMET_ACCESS_SEED");
        var first = only is null ? FirstSeedByDefault : int.Parse(only, System.Globalization.CultureInfo.InvariantCulture);
        var allowed = 0;
        for (var seed = first; seed < first + (only is null ? Worlds : 1); seed++)
        {
            var generator = new WorldGenerator(seed);
            var facts = generator.World();
            var built = Build(facts);
            for (var i = 0; i < QuestionsPerWorld; i++)
            {
                var question = generator.Question();
                var expected = SlowEvaluator.IsAllowed(facts, question);
                var decision = AccessPolicy.Decide(Request(facts, built, question));
                Assert.True(expected == decision.IsAllowed, $"seed {seed}: {question}: expected {expected}, decided {decision}");
                allowed += expected ? 1 : 0;
            }
        }

        // A world in which all is denied would prove little.
        if (only is null)
            Assert.InRange(allowed, Worlds * QuestionsPerWorld / 10, Worlds * QuestionsPerWorld * 9 / 10);
    }

    private static AccessRequest Request(Facts facts, Dictionary<string, ProjectSecurity> built, Question question)
    {
        var project = new ProjectObject(question.Project, built[question.Project]);
        var table = facts.Tables.Find(table => table.Project == question.Project && table.Table == question.Table);
        AccessObject target = question.Table is null
            ? project
            : new SecuredObject(project, ObjectType.Table, question.Table)
            {
                Key = table.Table is null ? null : KeyOf(table.Table),
                Owner = table.Table is null ? null : World.Who(table.Creator),
            };
        var caller = new AccessCaller(World.Who(question.User), facts.Now)
        {
            SourceAddress = question.From,
            CurrentProject = question.Current is { } current ? new ProjectObject(current, built[current]) : null,
        };
        return new AccessRequest(caller, question.Action, target)
        {
            Columns = question.Columns?.ToImmutableArray(),
            Flow = question.FlowsTo is { } destination ? new DataFlow(Reference(destination)) : null,
        };
    }

    /// <summary>The same world by the changes that statements would make, in an order in which each is possible.</summary>
    private static Dictionary<string, ProjectSecurity> Build(Facts facts) =>
        facts.Owners.Keys.ToDictionary(project => project, project => Build(facts, project));

    private static ProjectSecurity Build(Facts facts, string project)
    {
        var changes = new List<SecurityChange>();
        changes.AddRange(Of(facts.Members, fact => fact.Project == project).Select(fact => new SecurityChange.AddMember(World.Who(fact.User), World.Who(facts.Owners[project]))));
        changes.AddRange(Of(facts.Roles, fact => fact.Project == project).Select(fact => new SecurityChange.CreateRole(fact.Role, fact.IsAdminType ? RoleType.Admin : RoleType.Resource)));
        changes.AddRange(Of(facts.RoleMembers, fact => fact.Project == project).Select(fact => new SecurityChange.GrantRole(fact.Role, World.Who(fact.User))));
        changes.AddRange(Of(facts.Grants, fact => fact.Project == project).Select(fact => new SecurityChange.Grant(
            World.SubjectOf(fact.Subject), ObjectOf(fact.Object), ActionSet.Of(fact.Action), fact.Column is null ? [] : [fact.Column], fact.ExpiresAt)));
        changes.AddRange(Of(facts.Policies, fact => fact.Project == project).Select(fact => new SecurityChange.GrantPolicy(
            fact.Role,
            new PolicyStatement(fact.Allows ? PolicyEffect.Allow : PolicyEffect.Deny, ActionSet.Of(fact.Action), [PatternOf(project, fact.Pattern)])
            {
                Condition = fact.OnlyFrom is { } address ? PolicyCondition.Parse($"acs:SourceIp = '{address}'") : null,
            })));
        changes.AddRange(Of(facts.Labels, fact => fact.Project == project).Select(fact => new SecurityChange.SetLabel(KeyOf(fact.Table), fact.Column is null ? [] : [fact.Column], fact.Level)));
        changes.AddRange(Of(facts.Clearances, fact => fact.Project == project).Select(fact => new SecurityChange.SetClearance(World.Who(fact.User), fact.Level)));
        changes.AddRange(Of(facts.TrustedProjects, fact => fact.Project == project).Select(fact => new SecurityChange.AddTrustedProject(Reference(fact.Trusted))));
        changes.AddRange(Packages(facts, project));
        changes.AddRange(Of(facts.InstalledPackages, fact => fact.Consumer == project).Select(fact => new SecurityChange.InstallPackage(Reference(fact.Project), fact.Package)));
        changes.AddRange(Switches(facts, project));
        var empty = World.Empty(project, facts.Owners[project], Reference(project).Id);
        return LabelGrants(facts, project).Aggregate(empty.Apply([.. changes]), static (security, grant) => security.Apply(grant));
    }

    private static IEnumerable<SecurityChange> Packages(Facts facts, string project)
    {
        foreach (var package in new[] { "x", "y" })
        {
            yield return new SecurityChange.CreatePackage(package, World.Who(facts.Owners[project]));
            foreach (var item in facts.PackageItems.Where(item => item.Project == project && item.Package == package).GroupBy(static item => item.Table))
                yield return new SecurityChange.AddPackageItem(package, KeyOf(item.Key), ActionSet.Of([.. item.Select(static one => one.Action)]));
            foreach (var (_, _, installer, level) in facts.Installers.Where(installer => installer.Project == project && installer.Package == package))
                yield return new SecurityChange.AllowInstall(package, installer == "*" ? null : Reference(installer), Label: level);
        }
    }

    /// <summary>One grant of a label replaces another to the same subject on the same column: the highest that the facts name is granted.</summary>
    private static IEnumerable<SecurityChange> LabelGrants(Facts facts, string project) => facts.LabelGrants
        .Where(fact => fact.Project == project)
        .GroupBy(static fact => (fact.Subject, fact.Table, fact.Column))
        .Select(static group => new SecurityChange.GrantLabel(
            World.SubjectOf(group.Key.Subject), KeyOf(group.Key.Table), group.Key.Column is null ? [] : [group.Key.Column], group.Max(static fact => fact.Level), World.Now.AddDays(1)));

    private static IEnumerable<SecurityChange> Switches(Facts facts, string project)
    {
        (string Flag, SecuritySwitch Switch, bool Value)[] switches =
        [
            ("NoAcl", SecuritySwitch.CheckPermissionUsingAcl, false),
            ("NoPolicy", SecuritySwitch.CheckPermissionUsingPolicy, false),
            ("NoCreatorAccess", SecuritySwitch.ObjectCreatorHasAccessPermission, false),
            ("NoCreatorGrant", SecuritySwitch.ObjectCreatorHasGrantPermission, false),
            ("LabelSecurity", SecuritySwitch.LabelSecurity, true),
            ("EnableDownloadPrivilege", SecuritySwitch.EnableDownloadPrivilege, true),
            ("Disabled", SecuritySwitch.IsEnabled, false),
        ];
        foreach (var (_, name, value) in switches.Where(one => facts.Flags.Contains((project, one.Flag))))
            yield return new SecurityChange.SetSwitch(name, value);
        if (facts.WhiteLists.TryGetValue(project, out var address))
            yield return new SecurityChange.SetIpWhiteList(IpWhiteList.Parse(address));
        if (facts.Flags.Contains((project, "ProjectProtection")))
            yield return new SecurityChange.SetProtection(true, Exceptions(facts, project));
    }

    private static PolicyDocument Exceptions(Facts facts, string project) => new(
        [.. facts.Exceptions.Where(fact => fact.Project == project).Select(fact =>
            new PolicyStatement(PolicyEffect.Allow, ActionSet.Of(AccessAction.Select, AccessAction.Download), [PatternOf(project, fact.Pattern)])
            {
                Principals = [World.Who(fact.User)],
            })]);

    private static IEnumerable<T> Of<T>(List<T> facts, Func<T, bool> isMeant) => facts.Where(isMeant);

    private static ProjectReference Reference(string project) => new(project[0], project);

    private static ObjectKey KeyOf(string table) => ObjectKey.Table(1 + Array.IndexOf(["t1", "t2", "u1"], table));

    private static ObjectKey ObjectOf(string name) => name switch
    {
        "" => ObjectKey.Project,
        _ when name.StartsWith("package ", StringComparison.Ordinal) => ObjectKey.Named(ObjectType.Package, name["package ".Length..]),
        _ => KeyOf(name),
    };

    private static ResourcePattern PatternOf(string project, string pattern) =>
        pattern.Length == 0 ? ResourcePattern.Of(project, ObjectType.Project, "") : ResourcePattern.Of(project, ObjectType.Table, pattern);
}
