using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>One statement of a policy: who may or may not do what with which resources, and when.</summary>
/// <param name="Effect">Whether it allows or denies.</param>
/// <param name="Actions">The actions.</param>
/// <param name="Resources">The resources; it is enough that one matches.</param>
public sealed record PolicyStatement(PolicyEffect Effect, ActionSet Actions, ImmutableArray<ResourcePattern> Resources)
{
    /// <summary>Whom it concerns in an exception of ProjectProtection; empty for everybody, and always in the policy of a role.</summary>
    public ImmutableArray<Principal> Principals { get; init; } = [];

    /// <summary>What else must hold; null for nothing.</summary>
    public PolicyCondition? Condition { get; init; }

    /// <summary>When the statement ends, UTC; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether both say the same, but for the actions.</summary>
    public bool DiffersInActionsOnly(PolicyStatement other) =>
        Effect == other.Effect
        && ExpiresAt == other.ExpiresAt
        && Condition?.ToString() == other.Condition?.ToString()
        && Resources.SequenceEqual(other.Resources)
        && Principals.SequenceEqual(other.Principals);
}

/// <summary>What a statement of a policy does.</summary>
public enum PolicyEffect
{
    /// <summary>Allows.</summary>
    Allow,

    /// <summary>Denies, whatever else allows.</summary>
    Deny,
}
