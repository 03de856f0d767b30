using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>The security configuration of a project, its protection, and the projects that it trusts.</summary>
internal static class ConfigurationStatements
{
    public static StatementResult Show(StatementContext context)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.GetSecurityConfiguration, context.Statement.Span);
        var configuration = project.Security.Configuration;
        (string Name, bool Value)[] flags =
        [
            ("CheckPermissionUsingAcl", configuration.CheckPermissionUsingAcl),
            ("CheckPermissionUsingPolicy", configuration.CheckPermissionUsingPolicy),
            ("ObjectCreatorHasAccessPermission", configuration.ObjectCreatorHasAccessPermission),
            ("ObjectCreatorHasGrantPermission", configuration.ObjectCreatorHasGrantPermission),
            ("LabelSecurity", configuration.LabelSecurity),
            ("ProjectProtection", configuration.ProjectProtection),
            (SecurityFlags.ExternalResourceAccessControl, false),
            (SecurityFlags.EnableDownloadPrivilege, configuration.EnableDownloadPrivilege),
        ];
        var data = new JsonObject(flags.Select(flag => KeyValuePair.Create(flag.Name, (JsonNode?)flag.Value)));
        return context.Show(string.Concat(flags.Select(flag => $"{flag.Name}={(flag.Value ? "true" : "false")}\n")), data);
    }

    public static StatementResult Set(StatementContext context, SetSecurityConfigurationStatement statement) => Set(
        ManagedProject.Current(context),
        statement,
        () => statement.ExceptionFile is { } file ? PolicyFile.Read(context, file, statement.Span, allowsPrincipals: true) : PolicyDocument.Empty);

    /// <summary>Sets a flag.</summary>
    /// <param name="project">The project.</param>
    /// <param name="statement">The flag and its value.</param>
    /// <param name="readException">Reads the exception of ProjectProtection, once the caller is known to be allowed to change the flag.</param>
    public static CompletedResult Set(ManagedProject project, SetSecurityConfigurationStatement statement, Func<PolicyDocument> readException)
    {
        project.Authorize(AccessAction.SetSecurityConfiguration, statement.Span);
        if (statement.Flag != SecurityFlags.ExternalResourceAccessControl)
            return project.Commit((Change(statement, readException()), statement.Span));
        if (statement.IsOn)
        {
            throw StatementErrors.Semantic(
                statement.Span,
                $"{statement.Flag} cannot be switched on",
                "Users read files only from the directories that --allow-location names, and external tables with the rights of their owner.");
        }
        return project.Commit();
    }

    public static StatementResult AddTrusted(StatementContext context, AddTrustedProjectStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.AddTrustedProject, statement.Project.Span);
        var trusted = ManagedProject.Other(context, statement.Project);
        return project.Commit((new SecurityChange.AddTrustedProject(trusted), statement.Project.Span));
    }

    public static StatementResult RemoveTrusted(StatementContext context, RemoveTrustedProjectStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.RemoveTrustedProject, statement.Project.Span);
        return project.Commit((new SecurityChange.RemoveTrustedProject(statement.Project.Name), statement.Project.Span));
    }

    public static StatementResult ListTrusted(StatementContext context)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.ListTrustedProjects, context.Statement.Span);
        return context.ShowList(project.Security.TrustedProjects.Values.Select(static trusted => trusted.Project.Name));
    }

    private static SecurityChange Change(SetSecurityConfigurationStatement statement, PolicyDocument exception) => statement.Flag switch
    {
        SecurityFlags.CheckPermissionUsingAcl => new SecurityChange.SetSwitch(SecuritySwitch.CheckPermissionUsingAcl, statement.IsOn),
        SecurityFlags.CheckPermissionUsingPolicy => new SecurityChange.SetSwitch(SecuritySwitch.CheckPermissionUsingPolicy, statement.IsOn),
        SecurityFlags.ObjectCreatorHasAccessPermission =>
            new SecurityChange.SetSwitch(SecuritySwitch.ObjectCreatorHasAccessPermission, statement.IsOn),
        SecurityFlags.ObjectCreatorHasGrantPermission =>
            new SecurityChange.SetSwitch(SecuritySwitch.ObjectCreatorHasGrantPermission, statement.IsOn),
        SecurityFlags.LabelSecurity => new SecurityChange.SetSwitch(SecuritySwitch.LabelSecurity, statement.IsOn),
        SecurityFlags.EnableDownloadPrivilege => new SecurityChange.SetSwitch(SecuritySwitch.EnableDownloadPrivilege, statement.IsOn),
        SecurityFlags.ProjectProtection => new SecurityChange.SetProtection(statement.IsOn, exception),
        var unknown => throw new ArgumentException($"Flag {unknown} is unknown.", nameof(statement)),
    };
}
