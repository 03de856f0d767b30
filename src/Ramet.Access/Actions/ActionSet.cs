using System.Numerics;

namespace Ramet.Access;

/// <summary>A set of actions; its default value is empty. Prints as SHOW GRANTS does: <c>Describe | Select</c>.</summary>
public readonly record struct ActionSet
{
    private readonly ulong bits;

    private ActionSet(ulong bits) => this.bits = bits;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => bits == 0;

    /// <summary>How many there are.</summary>
    public int Count => BitOperations.PopCount(bits);

    /// <summary>The actions in the order of their names, which is the order in which the service prints them.</summary>
    public IEnumerable<AccessAction> Actions
    {
        get
        {
            var set = this;
            return Enum.GetValues<AccessAction>().Where(action => set.Contains(action)).OrderBy(static action => action.ToString(), StringComparer.Ordinal);
        }
    }

    /// <summary>The set of these actions.</summary>
    public static ActionSet Of(params ReadOnlySpan<AccessAction> actions)
    {
        var bits = 0UL;
        foreach (var action in actions)
            bits |= 1UL << (int)action;
        return new ActionSet(bits);
    }

    /// <summary>What is in either.</summary>
    public static ActionSet operator |(ActionSet left, ActionSet right) => new(left.bits | right.bits);

    /// <summary>What is in both.</summary>
    public static ActionSet operator &(ActionSet left, ActionSet right) => new(left.bits & right.bits);

    /// <summary>What is in the first but not in the second.</summary>
    public static ActionSet operator -(ActionSet left, ActionSet right) => new(left.bits & ~right.bits);

    /// <summary>Whether the action is in the set.</summary>
    public bool Contains(AccessAction action) => (bits & (1UL << (int)action)) != 0;

    /// <summary>Whether all of the other set is in this one.</summary>
    public bool Contains(ActionSet others) => (others - this).IsEmpty;

    /// <inheritdoc/>
    public override string ToString() => string.Join(" | ", Actions);
}
