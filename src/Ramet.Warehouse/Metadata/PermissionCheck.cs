using Ramet.Access;
using Ramet.Catalog.Jobs;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Functions;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Metadata;

/// <summary>Tells the caller of a session what he may do, without doing it.</summary>
/// <param name="session">On whose behalf.</param>
public sealed class PermissionCheck(Session session)
{
    /// <summary>Decides.</summary>
    /// <param name="action">The action as grants name it, with or without <c>odps:</c> before it.</param>
    /// <param name="project">The project.</param>
    /// <param name="type">What the object is.</param>
    /// <param name="name">The object; ignored for the project itself. It need not exist: then nothing was granted on it.</param>
    /// <param name="columns">The columns of a table; null for all of it.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="RametException">InvalidParameter: objects of this type have no such action.</exception>
    public AccessDecision Decide(
        string action, string project, ObjectType type, string name, IReadOnlyList<string>? columns = null, CancellationToken cancellationToken = default)
    {
        var actionName = action.StartsWith("odps:", StringComparison.OrdinalIgnoreCase) ? action["odps:".Length..] : action;
        var wanted = ObjectActions.Find(type, actionName) ?? throw new RametException(
            ErrorCode.InvalidParameter,
            ErrorKind.User,
            $"an object of type {type} has no action '{action}'; it has {ObjectActions.Of(type)}");
        var statement = new ShowGrantsStatement(Grantee: null, Type: null, Object: null) { Span = MetadataQuery.NoPlace };
        return MetadataQuery.Read(
            session,
            statement,
            context =>
            {
                var target = Find(context, project, type, name);
                return target is null ? AccessPolicy.NotAUser(project) : context.Access.Ask(wanted, target, columns is null ? null : [.. columns]);
            },
            cancellationToken);
    }

    private static AccessObject? Find(StatementContext context, string projectName, ObjectType type, string name)
    {
        if (context.Catalog.FindProject(projectName) is not { } found)
            return null;
        var project = context.Access.ObjectOf(found, projectName);
        return type switch
        {
            ObjectType.Project => project,
            ObjectType.Table when context.Catalog.FindTable(new(projectName, name)) is { } table => context.Access.ObjectOf(table, new(projectName, name)),
            ObjectType.Instance when context.Catalog.FindJob(new InstanceId(name)) is { } job && IsIn(job, projectName) =>
                new SecuredObject(project, type, name) { Key = ObjectKey.Named(type, name), Owner = job.Owner },
            ObjectType.Function => UserFunctions.Target(context, found, projectName, name, context.Catalog.FindFunction(found.Id, name)),
            ObjectType.Package or ObjectType.Schema => new SecuredObject(project, type, name) { Key = ObjectKey.Named(type, name) },
            _ => new SecuredObject(project, type, name),
        };
    }

    private static bool IsIn(Job job, string project) => string.Equals(job.ProjectName, project, StringComparison.OrdinalIgnoreCase);
}
