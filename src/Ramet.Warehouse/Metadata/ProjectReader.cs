using Ramet.Access;
using Ramet.Catalog.Projects;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Projects;
using Ramet.Warehouse.Security;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;
using Principal = Ramet.Access.Principal;

namespace Ramet.Warehouse.Metadata;

/// <summary>What a program may learn of projects on behalf of the caller of a session.</summary>
/// <param name="session">On whose behalf.</param>
public sealed class ProjectReader(Session session)
{
    /// <summary>Describes a project to one of its users.</summary>
    /// <exception cref="RametException">There is none, or the caller is not a user of it (kinds NotFound, Denied).</exception>
    public ProjectDescription Get(string name, CancellationToken cancellationToken = default)
    {
        var statement = new UseStatement(MetadataQuery.Name(name)) { Span = MetadataQuery.NoPlace };
        return MetadataQuery.Read(
            session,
            statement,
            context => Describe(context, context.RequireProject(statement.Project, AccessAction.Use, statement.Span)),
            cancellationToken);
    }

    /// <summary>Lists the projects that the caller may use, in the order of their names.</summary>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public Page<ProjectDescription> List(ProjectListQuery query, CancellationToken cancellationToken = default)
    {
        var statement = new ListProjectsStatement { Span = MetadataQuery.NoPlace };
        return MetadataQuery.Read(
            session,
            statement,
            context => Page<ProjectDescription>.Of(
                [
                    .. ProjectStatements.Visible(context)
                        .Where(project => IsWanted(context, project, query))
                        .Take(query.Limit + 1)
                        .Select(project => Describe(context, project)),
                ],
                query.Limit,
                static project => project.Name),
            cancellationToken);
    }

    /// <summary>The security configuration of a project.</summary>
    /// <exception cref="RametException">There is no such project, or the caller may not see its configuration.</exception>
    public ProjectSecuritySettings GetSecuritySettings(string name, CancellationToken cancellationToken = default)
    {
        var statement = new ShowSecurityConfigurationStatement { Span = MetadataQuery.NoPlace };
        return MetadataQuery.Read(
            session,
            statement,
            context =>
            {
                var project = ManagedProject.Named(context, MetadataQuery.Name(name));
                project.Authorize(AccessAction.GetSecurityConfiguration, statement.Span);
                var exception = project.Security.ProtectionException;
                return new ProjectSecuritySettings(project.Security.Configuration, exception.Statements.IsEmpty ? "" : exception.ToJson());
            },
            cancellationToken);
    }

    private static bool IsWanted(StatementContext context, Project project, ProjectListQuery query) =>
        (query.Marker is null || string.Compare(project.Name, query.Marker, StringComparison.OrdinalIgnoreCase) > 0)
        && (query.NamePrefix is null || project.Name.StartsWith(query.NamePrefix, StringComparison.OrdinalIgnoreCase))
        && (query.Owner is null || project.Owner == query.Owner)
        && (query.User is null || context.Access.ObjectOf(project).Security.HasUser(query.User));

    private static ProjectDescription Describe(StatementContext context, Project project)
    {
        var target = context.Access.ObjectOf(project);
        var configuration = target.Security.Configuration;
        var properties = ProjectProperties.InForce(project);
        return new ProjectDescription
        {
            Name = project.Name,
            Owner = project.Owner.ToString(),
            Comment = project.Definition.Comment ?? "",
            Region = project.Definition.Region,
            StorageClass = ProjectStatements.Name(project.Definition.StorageClass),
            CreatedAt = project.CreatedAt,
            IsEnabled = configuration.IsEnabled,

            // From where the project may be used is shown to those alone whom SETPROJECT shows it.
            Properties = [.. context.Access.Ask(AccessAction.Read, target).IsAllowed
                ? properties.SetItems(SecurityProperties.InForce(configuration))
                : properties],
        };
    }
}

/// <summary>Which projects to list.</summary>
public sealed record ProjectListQuery
{
    /// <summary>Only names that begin with this, without regard to case; null for all.</summary>
    public string? NamePrefix { get; init; }

    /// <summary>Only projects of this account; null for all.</summary>
    public Principal? Owner { get; init; }

    /// <summary>Only projects of which this principal is a user; null for all.</summary>
    public Principal? User { get; init; }

    /// <summary>The marker of the previous page; null for the first page.</summary>
    public string? Marker { get; init; }

    /// <summary>How many a page has; at least 1.</summary>
    public required int Limit { get; init; }
}

/// <summary>The security configuration of a project.</summary>
/// <param name="Configuration">The switches.</param>
/// <param name="ProtectionException">What ProjectProtection excepts, a policy as JSON; empty for nothing.</param>
public sealed record ProjectSecuritySettings(SecurityConfiguration Configuration, string ProtectionException);
