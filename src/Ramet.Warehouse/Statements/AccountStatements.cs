using Ramet.Access;
using Ramet.Catalog.Commits;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Results;
using Principal = Ramet.Access.Principal;

namespace Ramet.Warehouse.Statements;

/// <summary>CREATE ACCOUNT, CREATE RAM USER and CREATE RAM ROLE, which in the cloud are done in a console.</summary>
internal static class AccountStatements
{
    public static StatementResult CreateAccount(StatementContext context, CreateAccountStatement statement)
    {
        var account = Parse(statement.Account, PrincipalKind.Account, "an account, ALIYUN$name@domain");
        context.Authorize(AccessAction.CreateAccount, new WarehouseObject(), statement.Account.Span);
        return context.Commit(null, new CatalogChange.CreatePrincipal(account));
    }

    public static StatementResult CreateRamUser(StatementContext context, CreateRamUserStatement statement)
    {
        var user = Parse(statement.User, PrincipalKind.RamUser, "a RAM user, RAM$account:user");
        context.Authorize(AccessAction.CreateRamUser, new AccountObject(user.Account), statement.User.Span);
        return context.Commit(null, new CatalogChange.CreatePrincipal(user));
    }

    public static StatementResult CreateRamRole(StatementContext context, CreateRamRoleStatement statement)
    {
        var role = Parse(statement.Role, PrincipalKind.RamRole, "a RAM role, `RAM$account:role/name`");
        context.Authorize(AccessAction.CreateRamUser, new AccountObject(role.Account), statement.Role.Span);
        return context.Commit(null, new CatalogChange.CreatePrincipal(role));
    }

    /// <summary>Reads a principal of one kind.</summary>
    public static Principal Parse(Sql.Syntax.Principal written, PrincipalKind kind, string expected)
    {
        Principal principal;
        try
        {
            principal = Principal.Parse(written.Text);
        }
        catch (RametException error)
        {
            throw error.At(written.Span);
        }
        return principal.Kind == kind
            ? principal
            : throw new RametException(ErrorCode.InvalidParameter, ErrorKind.User, $"expected {expected}, found '{written.Text}'", written.Span);
    }
}
