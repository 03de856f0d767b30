using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>PUT POLICY and GET POLICY: the policy of a role as a whole.</summary>
internal static class PolicyStatements
{
    public static StatementResult Put(StatementContext context, PutPolicyStatement statement) => Put(
        ManagedProject.Current(context),
        statement.Role,
        () => PolicyFile.Read(context, statement.File.Value, statement.File.Span, allowsPrincipals: false));

    /// <summary>Gives a role a policy.</summary>
    /// <param name="project">The project.</param>
    /// <param name="role">The role.</param>
    /// <param name="read">Reads the policy, once the caller is known to be allowed to change the role.</param>
    public static CompletedResult Put(ManagedProject project, Identifier role, Func<PolicyDocument> read)
    {
        project.Authorize(AccessAction.AlterRole, role.Span);
        var policy = read();
        project.AuthorizePolicy(policy, role.Span);
        return project.Commit((new SecurityChange.PutPolicy(role.Name, policy), role.Span));
    }

    public static StatementResult Get(StatementContext context, GetPolicyStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.DescribeRole, statement.Role.Span);
        var json = Find(project, statement.Role).ToJson();
        return context.Show(json + "\n", JsonNode.Parse(json)!); // a document is not the JSON null
    }

    /// <summary>The policy of a role; one that says nothing when it has none.</summary>
    public static PolicyDocument Find(ManagedProject project, Identifier role)
    {
        project.RequireRole(role);
        return project.Security.Policies.GetValueOrDefault(role.Name)?.Policy ?? PolicyDocument.Empty;
    }
}
