namespace Ramet.Access;

/// <summary>
/// What a request is about, with the facts that the decision depends on: whoever asks reads them from the catalog first, so that
/// deciding needs no store.
/// </summary>
public abstract record AccessObject
{
    private protected AccessObject()
    {
    }

    /// <summary>The object's name in error texts and policies, for example <c>acs:odps:*:projects/p/tables/t</c>.</summary>
    public abstract string ResourceName { get; }
}

/// <summary>The warehouse as a whole: the object of <see cref="AccessAction.CreateAccount"/>.</summary>
public sealed record WarehouseObject : AccessObject
{
    /// <inheritdoc/>
    public override string ResourceName => "acs:odps:*:accounts/*";
}

/// <summary>
/// An account: the object of <see cref="AccessAction.CreateRamUser"/>, <see cref="AccessAction.CreateProject"/> and
/// <see cref="AccessAction.ManageAccessKeys"/>, which make something that will belong to it.
/// </summary>
/// <param name="Account">The account.</param>
public sealed record AccountObject(Principal Account) : AccessObject
{
    /// <inheritdoc/>
    public override string ResourceName => $"acs:odps:*:accounts/{Account.AccountName}";
}

/// <summary>A project, also the object of all actions that manage it.</summary>
/// <param name="Name">
/// Its name as the caller wrote it: an answer to somebody who may not see the project must not tell how its name is really spelled.
/// </param>
/// <param name="Security">Who may do what in it.</param>
public sealed record ProjectObject(string Name, ProjectSecurity Security) : AccessObject
{
    /// <summary>The account that owns it.</summary>
    public Principal Owner => Security.Project.Owner;

    /// <inheritdoc/>
    public override string ResourceName => $"acs:odps:*:projects/{Name}";
}

/// <summary>An object of a project, or a name that nothing has: both get the same answer when the caller may not see it.</summary>
/// <param name="Project">The project that holds it.</param>
/// <param name="Type">What it is; not <see cref="ObjectType.Project"/>.</param>
/// <param name="Name">Its name as the caller wrote it; for a package <c>project.package</c>.</param>
public sealed record SecuredObject(ProjectObject Project, ObjectType Type, string Name) : AccessObject
{
    /// <summary>By what grants know it; null when there is no such object, which then has no grants.</summary>
    public ObjectKey? Key { get; init; }

    /// <summary>The principal that created it; null when there is no such object.</summary>
    public Principal? Owner { get; init; }

    /// <inheritdoc/>
    public override string ResourceName => $"{Project.ResourceName}/{ResourcePath.Of(Type)}/{Name}";
}

/// <summary>A role of a project, as the object of <see cref="AccessAction.GrantRole"/> and <see cref="AccessAction.RevokeRole"/>.</summary>
/// <param name="Project">The project.</param>
/// <param name="Role">The name of the role, which need not exist.</param>
public sealed record RoleObject(ProjectObject Project, string Role) : AccessObject
{
    /// <inheritdoc/>
    public override string ResourceName => $"{Project.ResourceName}/authorization/roles/{Role}";
}
