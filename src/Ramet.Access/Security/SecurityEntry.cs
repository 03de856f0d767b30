using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>
/// One row of a project's security, the unit in which a store keeps it. Rows of one type differ in <see cref="Key"/>; putting a row
/// replaces the one with its key. Texts in keys are in lower case, since names compare without regard to case.
/// </summary>
public abstract record SecurityEntry
{
    private protected SecurityEntry()
    {
    }

    /// <summary>Tells the row from others of its type.</summary>
    public abstract string Key { get; }

    private protected static string KeyOf(params ReadOnlySpan<string> parts) => string.Join('\n', parts!).ToLowerInvariant();
}

/// <summary>The switches; there is one row at most, none as long as all have their defaults.</summary>
public sealed record ConfigurationEntry(SecurityConfiguration Configuration) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => "";
}

/// <summary>The statements that except flows from ProjectProtection; there is one row at most.</summary>
public sealed record ProtectionExceptionEntry(PolicyDocument Policy) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => "";
}

/// <summary>A user of the project besides its owner.</summary>
/// <param name="Principal">Who.</param>
/// <param name="Comment">A note for people; null when there is none.</param>
public sealed record MemberEntry(Principal Principal, string? Comment) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf(Principal.ToString());
}

/// <summary>A role that was created in the project; built-in roles have no row.</summary>
/// <param name="Name">Its name as written.</param>
/// <param name="Type">What it may hold.</param>
public sealed record RoleEntry(string Name, RoleType Type) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf(Name);
}

/// <summary>A role in the hands of a user.</summary>
/// <param name="Role">The role's name, also of a built-in one.</param>
/// <param name="Principal">The user.</param>
public sealed record RoleMemberEntry(string Role, Principal Principal) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf(Role, Principal.ToString());
}

/// <summary>All that was granted to one subject on one object.</summary>
/// <param name="Subject">To whom; it need not exist any more.</param>
/// <param name="Object">On what.</param>
/// <param name="Terms">What, each action of each column in one term; never empty.</param>
public sealed record AclEntry(Subject Subject, ObjectKey Object, ImmutableArray<GrantTerm> Terms) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf(Object.ToString(), Subject.ToString());
}

/// <summary>Some actions that were granted alike.</summary>
/// <param name="Actions">The actions.</param>
/// <param name="Column">The column for which they were granted; null for the whole object.</param>
/// <param name="ExpiresAt">When they end, UTC; null for never.</param>
public sealed record GrantTerm(ActionSet Actions, string? Column = null, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>What else must hold for the term to count; null for nothing.</summary>
    public PolicyCondition? Condition { get; init; }

    /// <summary>Whether the term still counts.</summary>
    public bool IsValidAt(DateTimeOffset now) => ExpiresAt is not { } end || now < end;
}

/// <summary>The policy of a role.</summary>
public sealed record RolePolicyEntry(string Role, PolicyDocument Policy) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf(Role);
}

/// <summary>A project to which data may flow in spite of ProjectProtection.</summary>
/// <param name="Project">The project: by id, so that another one under the same name is not trusted.</param>
public sealed record TrustedProjectEntry(ProjectReference Project) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf(Project.Name);
}

/// <summary>A package that this project offers.</summary>
/// <param name="Name">Its name, unique in the project.</param>
/// <param name="Creator">Who created it.</param>
/// <param name="CreatedAt">When, UTC.</param>
public sealed record PackageEntry(string Name, Principal Creator, DateTimeOffset CreatedAt) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf(Name);
}

/// <summary>An object in a package that this project offers.</summary>
/// <param name="Package">The package.</param>
/// <param name="Object">The object.</param>
/// <param name="Actions">What users of the package may do with it.</param>
public sealed record PackageItemEntry(string Package, ObjectKey Object, ActionSet Actions) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf(Package, Object.ToString());
}

/// <summary>Who may install a package that this project offers.</summary>
/// <param name="Package">The package.</param>
/// <param name="Project">The project; null for every project.</param>
/// <param name="Actions">What of the items' actions it may use; null for all of them.</param>
/// <param name="Label">The highest label that its users may read; null when labels are checked for each user as always.</param>
/// <param name="ExpiresAt">When it ends, UTC; null for never.</param>
public sealed record PackageInstallerEntry(
    string Package, ProjectReference? Project, ActionSet? Actions, int? Label, DateTimeOffset? ExpiresAt) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf(Package, Project?.Name ?? "*");
}

/// <summary>A package of another project that is installed in this one.</summary>
/// <param name="Source">The project that offers it.</param>
/// <param name="Package">Its name there.</param>
/// <param name="InstalledAt">When it was installed, UTC.</param>
public sealed record InstalledPackageEntry(ProjectReference Source, string Package, DateTimeOffset InstalledAt) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf($"{Source.Name}.{Package}");
}

/// <summary>How sensitive an object and its columns are.</summary>
/// <param name="Object">A table.</param>
/// <param name="Label">The level of columns that have none of their own, 1 to 9; 0 when the table has no label.</param>
/// <param name="Columns">The levels of columns by name without regard to case, 0 to 9.</param>
public sealed record LabelEntry(ObjectKey Object, int Label, ImmutableSortedDictionary<string, int> Columns) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf(Object.ToString());

    /// <summary>The level that counts for a column: its own, else that of the table.</summary>
    public int Of(string column) => Columns.TryGetValue(column, out var own) ? own : Label;
}

/// <summary>Up to which level a user may read, 1 to 9; without a row 0.</summary>
public sealed record ClearanceEntry(Principal Principal, int Label) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf(Principal.ToString());
}

/// <summary>Levels that one subject may read on one table besides its clearance.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Object">The table.</param>
/// <param name="Terms">Up to which level, one term for each column and one for the table; never empty.</param>
public sealed record LabelGrantEntry(Subject Subject, ObjectKey Object, ImmutableArray<LabelTerm> Terms) : SecurityEntry
{
    /// <inheritdoc/>
    public override string Key => KeyOf(Object.ToString(), Subject.ToString());
}

/// <summary>A level that may be read.</summary>
/// <param name="Label">The level, 0 to 9.</param>
/// <param name="Column">The column; null for all columns of the table.</param>
/// <param name="ExpiresAt">When it ends, UTC.</param>
public sealed record LabelTerm(int Label, string? Column, DateTimeOffset ExpiresAt);

/// <summary>What a role may hold.</summary>
public enum RoleType
{
    /// <summary>Actions on objects, by grants and policies.</summary>
    Resource,

    /// <summary>Actions that manage the project, by a policy only.</summary>
    Admin,
}

/// <summary>Another project, as it was when it was named.</summary>
/// <param name="Id">Identifies it for ever.</param>
/// <param name="Name">Its name.</param>
public sealed record ProjectReference(long Id, string Name);
