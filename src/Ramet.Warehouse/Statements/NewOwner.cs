using Ramet.Errors;
using Ramet.Sql.Syntax;
using Principal = Ramet.Access.Principal;

namespace Ramet.Warehouse.Statements;

/// <summary>The owner that CHANGEOWNER names.</summary>
internal static class NewOwner
{
    /// <summary>Reads the name, <c>ALIYUN$name@domain</c> or <c>RAM$name@domain:user</c>. Whether it exists is checked at the commit.</summary>
    /// <exception cref="RametException">It is not the name of a user.</exception>
    public static Principal Of(TextValue written)
    {
        try
        {
            return Principal.Parse(written.Value);
        }
        catch (RametException error)
        {
            throw error.At(written.Span);
        }
    }
}
