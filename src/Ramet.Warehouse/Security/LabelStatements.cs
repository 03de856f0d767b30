using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>Labels of data, clearances of users, and grants of labels.</summary>
internal static class LabelStatements
{
    // The service's default.
    private const int GrantDays = 180;

    /// <param name="context">The statement.</param>
    /// <param name="user">The user.</param>
    /// <param name="label">The clearance; null for none, which is 0.</param>
    public static StatementResult SetClearance(StatementContext context, Sql.Syntax.Principal user, CountValue? label)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.SetDataLabel, user.Span);
        var change = new SecurityChange.SetClearance(Principals.Parse(context, user), label is null ? 0 : LevelOf(label));
        return project.Commit((change, user.Span));
    }

    /// <param name="context">The statement.</param>
    /// <param name="table">The table or columns.</param>
    /// <param name="label">The sensitivity; null takes the label away.</param>
    public static StatementResult SetLabel(StatementContext context, SecurableObject table, CountValue? label)
    {
        var target = Resolve(context, table, AccessAction.SetDataLabel);
        int? level = label is null ? null : LevelOf(label);
        return target.Project.Commit((new SecurityChange.SetLabel(target.Key, target.Columns, level), table.Span));
    }

    public static StatementResult Grant(StatementContext context, GrantLabelStatement statement)
    {
        var target = Resolve(context, statement.Table, AccessAction.GrantLabel);
        var columns = target.Columns;
        var level = LevelOf(statement.Label);
        var end = statement.Days is { } days ? GrantProperties.End(context.Now, days.Value, days.Span) : context.Now.AddDays(GrantDays);
        return target.Project.Commit([.. statement.Grantees.Select(grantee => (
            (SecurityChange)new SecurityChange.GrantLabel(Principals.Subject(context, grantee), target.Key, columns, level, end), grantee.Span))]);
    }

    public static StatementResult Revoke(StatementContext context, RevokeLabelStatement statement)
    {
        var target = Resolve(context, statement.Table, AccessAction.RevokeLabel);
        var columns = target.Columns;
        return target.Project.Commit([.. statement.Grantees.Select(grantee => (
            (SecurityChange)new SecurityChange.RevokeLabel(Principals.Subject(context, grantee), target.Key, columns), grantee.Span))]);
    }

    /// <summary>The level that a statement names.</summary>
    /// <exception cref="RametException">It is above the highest one (kind User).</exception>
    public static int LevelOf(CountValue label) => label.Value <= SecurityTransition.LabelMax
        ? (int)label.Value
        : throw new RametException(
            ErrorCode.InvalidParameter,
            ErrorKind.User,
            $"label {label.Value} is out of range",
            label.Span,
            $"Labels are 0 to {SecurityTransition.LabelMax}.");

    private static Securable Resolve(StatementContext context, SecurableObject table, AccessAction action)
    {
        var target = Securable.Resolve(context, table);
        target.Project.Authorize(action, table.Span);
        target.RequireExists(context);
        return target;
    }
}
