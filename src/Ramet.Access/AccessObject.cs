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
/// An account: the object of <see cref="AccessAction.CreateRamUser"/> and of <see cref="AccessAction.CreateProject"/>, which make
/// something that will belong to it.
/// </summary>
/// <param name="Account">The account.</param>
public sealed record AccountObject(Principal Account) : AccessObject
{
    /// <inheritdoc/>
    public override string ResourceName => $"acs:odps:*:accounts/{Account.AccountName}";
}

/// <summary>A project.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The account that owns it.</param>
public sealed record ProjectObject(string Name, Principal Owner) : AccessObject
{
    /// <summary>The principals that were added to the project, besides its owner.</summary>
    public IReadOnlySet<Principal> Users { get; init; } = new HashSet<Principal>();

    /// <inheritdoc/>
    public override string ResourceName => $"acs:odps:*:projects/{Name}";
}

/// <summary>A table of a project.</summary>
/// <param name="Project">The project that holds it.</param>
/// <param name="Name">The table's name.</param>
/// <param name="Owner">The principal that created it.</param>
public sealed record TableObject(ProjectObject Project, string Name, Principal Owner) : AccessObject
{
    /// <inheritdoc/>
    public override string ResourceName => $"{Project.ResourceName}/tables/{Name}";
}
