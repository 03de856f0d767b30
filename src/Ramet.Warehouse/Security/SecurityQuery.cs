using System.Text.Json.Nodes;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Metadata;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Security;

/// <summary>Runs the security statements that clients send apart from jobs, and gives their answers as these clients read them.</summary>
/// <param name="session">On whose behalf, and in which project.</param>
public sealed class SecurityQuery(Session session)
{
    /// <summary>Runs a statement.</summary>
    /// <param name="text">The statement; a semicolon at its end is allowed.</param>
    /// <param name="asJson">
    /// Whether the answer is JSON, also one that says nothing (<c>""</c>). WHOAMI is answered with JSON in any case.
    /// </param>
    /// <param name="cancellationToken">Ends the statement early; nothing is changed then.</param>
    /// <returns>The answer; empty when there is nothing to say.</returns>
    /// <exception cref="RametException">It is no security statement, is wrong, or is not allowed.</exception>
    public string Run(string text, bool asJson, CancellationToken cancellationToken = default)
    {
        var statement = SqlParser.ParseStatement(text);
        return statement switch
        {
            WhoamiStatement => WhoAmI(),
            ShowGrantsStatement { Grantee: null, Object: { } target } show when asJson => GrantsOn(show, target, cancellationToken),
            SecurityStatement security => Answer(Run(security, text, cancellationToken), security, asJson),
            _ => throw new RametException(
                ErrorCode.InvalidParameter,
                ErrorKind.User,
                $"{StatementKind.Name(statement)} is no statement about users, roles and permissions",
                statement.Span,
                "Submit it as a job."),
        };
    }

    /// <summary>
    /// Whether clients expect to wait for the statement: they do for the installation of packages, and take a failure for one of the query, not of
    /// the request.
    /// </summary>
    /// <exception cref="RametException">The text is not one statement.</exception>
    public static bool IsAwaited(string text) => SqlParser.ParseStatement(text) is InstallPackageStatement or UninstallPackageStatement;

    private StatementResult Run(SecurityStatement statement, string text, CancellationToken cancellationToken) =>
        new StatementContext(session, text, statement, cancellationToken).Run();

    private string WhoAmI() => new JsonObject
    {
        ["ID"] = ProjectUser.IdOf(session.Caller),
        ["DisplayName"] = session.Caller.ToString(),
        ["SourceIP"] = session.SourceAddress?.ToString() ?? "",
    }.ToJsonString();

    /// <summary>
    /// Programs ask <c>SHOW GRANTS ON object</c> to learn who may do what with it, as people ask by SHOW ACL; who may not know that learns what
    /// he himself may do.
    /// </summary>
    private string GrantsOn(ShowGrantsStatement statement, SecurableObject target, CancellationToken cancellationToken)
    {
        try
        {
            using var acl = (TextResult)Run(new ShowAclStatement(target) { Span = statement.Span }, "", cancellationToken);
            return GrantsJson.OfAcl(acl.Data).ToJsonString();
        }
        catch (RametException error) when (error.Kind == ErrorKind.Denied)
        {
            return Answer(Run(statement, "", cancellationToken), statement, asJson: true);
        }
    }

    private static string Answer(StatementResult result, SecurityStatement statement, bool asJson)
    {
        using (result)
        {
            return (result, asJson) switch
            {
                (TextResult text, true) when statement is ShowGrantsStatement => GrantsJson.OfGrants(text.Data).ToJsonString(),
                (TextResult text, true) => text.Data.ToJsonString(),
                (TextResult text, false) => text.Text.TrimEnd('\n'),
                (_, true) => "\"\"",
                (_, false) => "",
            };
        }
    }
}
