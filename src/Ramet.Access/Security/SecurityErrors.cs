using Ramet.Errors;

namespace Ramet.Access;

/// <summary>Why a change of a project's security makes no sense.</summary>
internal static class SecurityErrors
{
    public static RametException InvalidAccount(Principal principal, string project) => new(
        ErrorCode.InvalidParameter,
        ErrorKind.User,
        $"Invalid account Name {principal}",
        hint: $"It is not a user of project {project}: ADD USER {principal}; makes it one.");

    public static RametException NoAccountProvider(Principal principal) => new(
        ErrorCode.InvalidParameter,
        ErrorKind.User,
        $"lack of account provider, principalName {principal}",
        hint: "ADD ACCOUNTPROVIDER RAM; lets RAM users and RAM roles in.");

    public static RametException ForeignRamUser(Principal principal, Principal addedBy) => new(
        ErrorCode.AccessDenied,
        ErrorKind.Denied,
        $"{principal} does not belong to {addedBy.Account}: only RAM users of one's own account can be added",
        hint: $"Add {principal.Account} and GRANT super_administrator to it; then it can add its own RAM users.");

    public static RametException UserExists(Principal principal, string project) =>
        Invalid($"user {principal} already exists in project {project}", "LIST USERS; shows them.");

    public static RametException OwnerIsNoUser(Principal principal, string project) =>
        Invalid($"{principal} owns project {project}, which cannot be changed", "The owner is a user of the project for ever and needs no grant.");

    public static RametException UserHasRoles(Principal principal, IEnumerable<string> roles) => Invalid(
        $"user {principal} still has roles: {string.Join(", ", roles)}",
        $"REVOKE {string.Join(", ", roles)} FROM USER {principal}; first.");

    public static RametException RoleNotFound(string role) => new(
        ErrorCode.InvalidParameter, ErrorKind.NotFound, $"role '{role}' does not exist", hint: "LIST ROLES; shows them, CREATE ROLE makes one.");

    public static RametException RoleExists(string role) => Invalid($"role '{role}' already exists", "LIST ROLES; shows them.");

    public static RametException RoleIsBuiltIn(string role) =>
        Invalid($"'{role}' is a built-in role, which cannot be changed", "CREATE ROLE makes one of your own.");

    public static RametException RoleInUse(string role, IReadOnlyList<Principal> users) => Invalid(
        $"role '{role}' is still granted to {string.Join(", ", users.Take(3))}{(users.Count > 3 ? ", ..." : "")}",
        "REVOKE it from all users first; SHOW PRINCIPALS shows them.");

    public static RametException ActionDoesNotFit(ObjectType type, ActionSet actions) => Invalid(
        $"invalid privilege {actions} on an object of type {type}",
        $"It has: {ObjectActions.Of(type)}.");

    public static RametException ColumnActions(ActionSet actions) => Invalid(
        $"invalid privilege {actions} on columns", $"Columns have: {ObjectActions.OfColumns}.");

    public static RametException AdminRoleHasNoGrants(string role) => Invalid(
        $"role '{role}' is of type admin and cannot be granted actions on objects", "Give it management actions by a policy, or use a role of type resource.");

    public static RametException ManagementInResourceRole(AccessAction action) =>
        PolicyErrors.Format($"invalid Action value - odps:{action}", "Only roles of type admin can have management actions.");

    public static RametException PackageNotFound(string package) => new(
        ErrorCode.InvalidParameter, ErrorKind.NotFound, $"package '{package}' does not exist", hint: "SHOW PACKAGES; shows them.");

    public static RametException Exists(string what) => Invalid($"{what} already exists", null);

    public static RametException NotFound(string what) => new(ErrorCode.InvalidParameter, ErrorKind.NotFound, $"{what} does not exist");

    public static RametException LabelOutOfRange(int label) =>
        Invalid($"label {label} is out of range", $"Labels are 0 to {SecurityTransition.LabelMax}.");

    public static RametException Invalid(string what, string? hint) => new(ErrorCode.InvalidParameter, ErrorKind.User, what, hint: hint);
}
