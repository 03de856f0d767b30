using Ramet.Access;
using Ramet.Catalog.Audit;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>SHOW AUDIT: what was decided about whom in a project.</summary>
internal static class AuditStatements
{
    // Enough for people; programs page through the audit by its time and id.
    private const int RecordsMax = 1000;

    private static readonly string[] Head = ["Time", "Principal", "Statement", "Object", "Decision", "Detail"];

    public static StatementResult Show(StatementContext context, ShowAuditStatement statement)
    {
        var name = statement.Object is { } written ? SecurableName.Of(context, written) : null;
        var project = name?.Project ?? ManagedProject.Current(context);
        project.Authorize(AccessAction.ShowAudit, statement.Span);
        var records = context.Catalog.ListAudit(new AuditFilter
        {
            Principal = statement.User is { } user ? Principals.Parse(context, user) : null,
            ProjectName = project.Project.Name,
            ObjectName = name is null ? null : ResourcePath.Prefix + SecurityTexts.Path(project.Project.Name, name.Type, name.Name),
            Limit = RecordsMax,
        });
        var rows = records.Select(record => new[]
        {
            SecurityTexts.Time(record.RecordedAt, context.Zone),
            record.Entry.Principal.ToString(),
            record.Entry.StatementKind,
            record.Entry.ObjectName ?? "",
            record.Entry.IsAllowed ? "allowed" : "denied",
            record.Entry.Detail ?? "",
        }).ToList();
        return context.Show(SecurityTexts.Grid(Head, rows), SecurityResults.Data(Head, rows));
    }
}
