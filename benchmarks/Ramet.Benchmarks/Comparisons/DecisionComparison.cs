using System.Collections.Immutable;
using System.Globalization;
using Ramet.Access;
using Ramet.Benchmarks.Measuring;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>
/// The decision over a statement that reads 50 columns of each of five tables, for a user with 20 roles in a project with 10,000 grants,
/// a thousand times. Half of the columns are granted one by one, to several roles.
/// </summary>
internal static class DecisionComparison
{
    private const int Roles = 20;
    private const int Grants = 10_000;
    private const int Tables = 5;
    private const int Columns = 50;
    private const int Statements = 1_000;
    private const int Warmups = 5;
    private const int TimedRounds = 20;

    /// <summary>A thousand statements: 0.3 ms for each.</summary>
    private const int ThousandStatementsMaxMs = 300;

    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly Principal User = Principal.Parse("RAM$owner@example.com:user");

    public static IEnumerable<Finding> Run()
    {
        var columns = Enumerable.Range(0, Columns).Select(static number => $"c{number.ToString(CultureInfo.InvariantCulture)}").ToImmutableArray();
        var project = new ProjectObject("p", Security(columns));
        var caller = new AccessCaller(User, Now) { CurrentProject = project };
        var requests = Enumerable.Range(0, Tables).Select(table => new AccessRequest(caller, AccessAction.Select, TableOf(project, table)) { Columns = columns }).ToList();

        var times = Rounds.Time(Warmups, TimedRounds, _ =>
        {
            for (var statement = 0; statement < Statements; statement++)
                requests.ForEach(static request => AccessPolicy.Decide(request).ThrowIfDenied());
        });
        yield return new Finding("1,000 decisions, 5 tables of 50 columns, 20 roles, 10,000 grants", times[0], Limit: new Limit.Absolute(ThousandStatementsMaxMs));
    }

    private static ProjectSecurity Security(ImmutableArray<string> columns)
    {
        var changes = new List<SecurityChange> { new SecurityChange.AddMember(User, User.Account) };
        for (var role = 0; role < Roles; role++)
        {
            changes.Add(new SecurityChange.CreateRole(RoleName(role), RoleType.Resource));
            changes.Add(new SecurityChange.GrantRole(RoleName(role), User));
        }
        for (var column = 0; column < columns.Length * Tables; column++)
            changes.Add(Grant(column % Roles, column % Tables, [columns[column / Tables]]));
        for (var grant = changes.Count; grant < Grants; grant++)
            changes.Add(Grant(grant % Roles, Tables + grant / Roles, []));
        var empty = new ProjectSecurity { Project = new SecuredProject(1, "p", User.Account) };
        return changes.Aggregate(empty, static (security, change) => SecurityTransition.Apply(security, change, Now).After);
    }

    private static SecurityChange.Grant Grant(int role, int table, ImmutableArray<string> columns) =>
        new(Subject.Of(RoleName(role)), ObjectKey.Table(table), ActionSet.Of(AccessAction.Select), columns);

    private static SecuredObject TableOf(ProjectObject project, int table) =>
        new(project, ObjectType.Table, $"t{table.ToString(CultureInfo.InvariantCulture)}") { Key = ObjectKey.Table(table), Owner = User.Account };

    private static string RoleName(int role) => $"role{role.ToString(CultureInfo.InvariantCulture)}";
}
