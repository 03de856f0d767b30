using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>A policy: statements, of which a denying one beats every allowing one, whatever their order.</summary>
/// <param name="Statements">The statements.</param>
public sealed record PolicyDocument(ImmutableArray<PolicyStatement> Statements)
{
    /// <summary>A policy that says nothing.</summary>
    public static PolicyDocument Empty { get; } = new([]);

    /// <summary>Reads the JSON form of PUT POLICY and WITH EXCEPTION.</summary>
    /// <param name="json">The document.</param>
    /// <param name="allowsPrincipals">Whether statements may name principals: in an exception of ProjectProtection, not in the policy of a role.</param>
    /// <exception cref="Errors.RametException">It is not a policy, or too long or too deep (kind User).</exception>
    public static PolicyDocument Parse(string json, bool allowsPrincipals) => PolicyJson.Read(json, allowsPrincipals);

    /// <summary>The JSON form, indented.</summary>
    public string ToJson() => PolicyJson.Write(this);

    /// <summary>This policy with a statement more; when one differs in its actions only, it gets the actions.</summary>
    public PolicyDocument With(PolicyStatement statement)
    {
        var index = IndexOf(statement);
        return index < 0
            ? new PolicyDocument(Statements.Add(statement))
            : new PolicyDocument(Statements.SetItem(index, Statements[index] with { Actions = Statements[index].Actions | statement.Actions }));
    }

    /// <summary>This policy without these actions on these resources to this effect, whatever the conditions and the end.</summary>
    public PolicyDocument Without(PolicyEffect effect, ActionSet actions, ResourcePattern resource) => new(
        [.. Statements.Select(statement => Without(statement, effect, actions, resource)).Where(static statement => !statement.Actions.IsEmpty)]);

    /// <summary>Whether a statement to this effect is about the action on the resource, for this caller.</summary>
    /// <param name="effect">Allow or deny.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="action">What is to be done.</param>
    /// <param name="resource">The name of the resource.</param>
    public bool Says(PolicyEffect effect, AccessCaller caller, AccessAction action, string resource) =>
        Says(effect, caller, action, pattern => pattern.Matches(resource));

    /// <summary>Whether a statement to this effect is about the action on some column, for this caller.</summary>
    /// <param name="effect">Allow or deny.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="action">What is to be done.</param>
    /// <param name="prefix">The name of the table and a slash.</param>
    public bool SaysBelow(PolicyEffect effect, AccessCaller caller, AccessAction action, string prefix) =>
        Says(effect, caller, action, pattern => pattern.MatchesBelow(prefix));

    private bool Says(PolicyEffect effect, AccessCaller caller, AccessAction action, Func<ResourcePattern, bool> isMeant)
    {
        foreach (var statement in Statements)
        {
            if (statement.Effect == effect
                && statement.Actions.Contains(action)
                && (statement.ExpiresAt is not { } end || caller.Now < end)
                && (statement.Principals.IsEmpty || statement.Principals.Contains(caller.Principal))
                && statement.Resources.Any(isMeant)
                && statement.Condition?.Holds(caller) != false)
            {
                return true;
            }
        }
        return false;
    }

    private static PolicyStatement Without(PolicyStatement statement, PolicyEffect effect, ActionSet actions, ResourcePattern resource)
    {
        var isMeant = statement.Effect == effect
            && statement.Resources is [var only] && string.Equals(only.Text, resource.Text, StringComparison.OrdinalIgnoreCase);
        return isMeant ? statement with { Actions = statement.Actions - actions } : statement;
    }

    private int IndexOf(PolicyStatement statement)
    {
        for (var i = 0; i < Statements.Length; i++)
        {
            if (Statements[i].DiffersInActionsOnly(statement))
                return i;
        }
        return -1;
    }
}
