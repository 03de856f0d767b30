using System.Collections.Immutable;

namespace Ramet.Access.Tests;

/// <summary>
/// A small world: project p belongs to the account owner, project q to the account other. Names are short: <c>owner</c> is an account,
/// <c>owner:sub</c> a RAM user of it.
/// </summary>
internal static class World
{
    public static readonly DateTimeOffset Now = new(2024, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public static readonly ObjectKey TableT = ObjectKey.Table(1);

    public static Principal Who(string name) => name switch
    {
        "administrator" => Principal.Administrator,
        _ when name.Contains(':', StringComparison.Ordinal) => Principal.Parse($"RAM${name.Replace(":", "@example.com:", StringComparison.Ordinal)}"),
        _ => Principal.Parse($"ALIYUN${name}@example.com"),
    };

    public static AccessCaller Caller(string name, ProjectObject? current = null) => new(Who(name), Now) { CurrentProject = current };

    public static ProjectSecurity Empty(string project, string owner, long id = 1) =>
        new() { Project = new SecuredProject(id, project, Who(owner)) };

    /// <summary>Project p with users; the accounts are added by the owner, RAM users by the administrator.</summary>
    public static ProjectSecurity WithUsers(params string[] users) =>
        Apply(Empty("p", "owner"), [.. users.Select(user => new SecurityChange.AddMember(Who(user), Principal.Administrator))]);

    public static ProjectSecurity Apply(this ProjectSecurity security, params SecurityChange[] changes) =>
        changes.Aggregate(security, static (state, change) => SecurityTransition.Apply(state, change, Now).After);

    public static ProjectSecurity Grant(this ProjectSecurity security, string subject, string actions, ObjectKey key, params string[] columns) =>
        security.Apply(new SecurityChange.Grant(SubjectOf(subject), key, Actions(actions), [.. columns]));

    public static Subject SubjectOf(string name) =>
        name.StartsWith("role ", StringComparison.Ordinal) ? Subject.Of(name["role ".Length..]) : Subject.Of(Who(name));

    public static ActionSet Actions(string names) => ActionSet.Of([.. names.Split(' ').Select(Enum.Parse<AccessAction>)]);

    public static ProjectObject Object(this ProjectSecurity security) => new(security.Project.Name, security);

    /// <summary>Table t with the columns a and b.</summary>
    public static SecuredObject Table(this ProjectSecurity security, string creator = "owner") =>
        new(security.Object(), ObjectType.Table, "t") { Key = TableT, Owner = Who(creator) };

    public static AccessDecision Decide(string who, AccessAction action, AccessObject target, params ImmutableArray<string> columns) =>
        AccessPolicy.Decide(new AccessRequest(Caller(who), action, target) { Columns = columns.IsEmpty ? null : columns });
}
