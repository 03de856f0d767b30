using Ramet.Access;
using Ramet.Errors;
using Ramet.Warehouse.Statements;
using Principal = Ramet.Access.Principal;

namespace Ramet.Warehouse.Security;

/// <summary>What users and grantees are written like in statements.</summary>
internal static class Principals
{
    /// <summary>The principal that is meant; <c>RAM$user</c> is a RAM user of the caller's account.</summary>
    /// <exception cref="RametException">The text is not a principal (kind User).</exception>
    public static Principal Parse(StatementContext context, Sql.Syntax.Principal written)
    {
        try
        {
            return Principal.Parse(written.Text, context.Caller);
        }
        catch (RametException error)
        {
            throw error.At(written.Span);
        }
    }

    /// <summary>The principal as the warehouse knows it, spelled as when it was created.</summary>
    /// <exception cref="RametException">There is none of this name (kind NotFound).</exception>
    public static Principal Registered(StatementContext context, Principal principal, SourceSpan span) =>
        context.Catalog.FindPrincipal(principal)?.Principal ?? throw new RametException(
            ErrorCode.InvalidParameter,
            ErrorKind.NotFound,
            $"Invalid account Name {principal}",
            span,
            principal.Kind == PrincipalKind.Account
                ? "The administrator makes an account known: CREATE ACCOUNT."
                : $"{principal.Account} makes its users and roles known: CREATE RAM USER, CREATE RAM ROLE.");

    /// <summary>The user or role that gets or loses a permission.</summary>
    /// <exception cref="RametException">The text is not a principal (kind User).</exception>
    public static Subject Subject(StatementContext context, Sql.Syntax.Grantee grantee) => grantee switch
    {
        Sql.Syntax.UserGrantee user => Access.Subject.Of(Parse(context, user.User)),
        Sql.Syntax.RoleGrantee role => Access.Subject.Of(role.Role.Name),
        _ => throw new ArgumentException($"No subject is known for {grantee.GetType().Name}.", nameof(grantee)),
    };
}
