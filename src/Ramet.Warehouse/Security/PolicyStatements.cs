using System.Text.Json.Nodes;
using Ramet.Access;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>PUT POLICY and GET POLICY: the policy of a role as a whole.</summary>
internal static class PolicyStatements
{
    public static StatementResult Put(StatementContext context, PutPolicyStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.AlterRole, statement.Role.Span);
        var policy = PolicyFile.Read(context, statement.File.Value, statement.File.Span, allowsPrincipals: false);
        project.AuthorizePolicy(policy, statement.Role.Span);
        return project.Commit((new SecurityChange.PutPolicy(statement.Role.Name, policy), statement.Role.Span));
    }

    public static StatementResult Get(StatementContext context, GetPolicyStatement statement)
    {
        var project = ManagedProject.Current(context);
        project.Authorize(AccessAction.DescribeRole, statement.Role.Span);
        project.RequireRole(statement.Role);
        var policy = project.Security.Policies.GetValueOrDefault(statement.Role.Name)?.Policy ?? PolicyDocument.Empty;
        var json = policy.ToJson();
        return context.Show(json + "\n", JsonNode.Parse(json)!); // a document is not the JSON null
    }
}
