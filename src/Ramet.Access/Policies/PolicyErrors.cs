using Ramet.Errors;

namespace Ramet.Access;

/// <summary>The errors of policies, as the service words them.</summary>
internal static class PolicyErrors
{
    public static RametException Format(string what, string hint) =>
        new(ErrorCode.InvalidParameter, ErrorKind.User, $"failed to check policy format: {what}", hint: hint);
}
