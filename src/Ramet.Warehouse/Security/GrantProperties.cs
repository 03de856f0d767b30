using System.Collections.Immutable;
using System.Globalization;
using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Warehouse.Security;

/// <summary>What PRIVILEGEPROPERTIES says about a grant.</summary>
internal sealed record GrantProperties
{
    private const string ExpiresProperty = "expires";
    private const string ConditionsProperty = "conditions";
    private const string PolicyProperty = "policy";
    private const string AllowProperty = "allow";

    // Ten thousand years would leave the calendar.
    private const int DaysMax = 36_500;

    /// <summary>When the grant ends, UTC; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>What else must hold; null for nothing.</summary>
    public PolicyCondition? Condition { get; private init; }

    /// <summary>Whether it is a statement of a role's policy.</summary>
    public bool IsPolicy { get; private init; }

    /// <summary>Whether that statement allows or denies.</summary>
    public PolicyEffect Effect { get; private init; }

    /// <summary>Reads the properties of GRANT.</summary>
    /// <exception cref="RametException">A property is unknown, given twice, or has a wrong value (kind User).</exception>
    public static GrantProperties OfGrant(ImmutableArray<PropertyPair> pairs, DateTimeOffset now)
    {
        var properties = Of(pairs);
        foreach (var pair in pairs)
            properties = properties.With(pair, now);
        return properties;
    }

    /// <summary>Reads the properties of REVOKE, which only say which rule is meant.</summary>
    /// <exception cref="RametException">A property is unknown, given twice, or has a wrong value (kind User).</exception>
    public static GrantProperties OfRevoke(ImmutableArray<PropertyPair> pairs)
    {
        var other = pairs.FirstOrDefault(pair => Is(pair, ExpiresProperty) || Is(pair, ConditionsProperty));
        if (other is not null)
            throw Invalid(other.Key.Span, $"'{other.Key.Value}' has no meaning in REVOKE", "\"policy\" and \"allow\" say which rule of a role is meant.");
        return OfGrant(pairs, DateTimeOffset.UnixEpoch);
    }

    /// <summary>When something that is given for so many days ends.</summary>
    public static DateTimeOffset End(DateTimeOffset now, long days, SourceSpan span) =>
        days is > 0 and <= DaysMax
            ? now.AddDays(days)
            : throw Invalid(span, $"'{days}' is not a number of days from 1 to {DaysMax}", null);

    private static GrantProperties Of(ImmutableArray<PropertyPair> pairs)
    {
        var twice = pairs.GroupBy(pair => pair.Key.Value, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw Invalid(twice.Last().Key.Span, $"'{twice.Key}' is given twice", null);
        var allow = pairs.FirstOrDefault(pair => Is(pair, AllowProperty));
        if (allow is not null && !pairs.Any(pair => Is(pair, PolicyProperty) && IsTrue(pair)))
            throw Invalid(allow.Key.Span, "'allow' needs \"policy\"=\"true\"", "A permission without a policy always allows.");
        return new GrantProperties();
    }

    private GrantProperties With(PropertyPair pair, DateTimeOffset now)
    {
        if (Is(pair, ExpiresProperty))
            return this with { ExpiresAt = End(now, Days(pair), pair.Value.Span) };
        if (Is(pair, ConditionsProperty))
            return this with { Condition = ParseCondition(pair.Value) };
        if (Is(pair, PolicyProperty))
            return this with { IsPolicy = IsTrue(pair) };
        if (Is(pair, AllowProperty))
            return this with { Effect = IsTrue(pair) ? PolicyEffect.Allow : PolicyEffect.Deny };
        throw Invalid(pair.Key.Span, $"unknown property '{pair.Key.Value}'", "The properties are \"expires\", \"conditions\", \"policy\" and \"allow\".");
    }

    private static long Days(PropertyPair pair) =>
        long.TryParse(pair.Value.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? days
            : throw Invalid(pair.Value.Span, $"'{pair.Value.Value}' is not a number of days", null);

    private static PolicyCondition ParseCondition(TextValue value)
    {
        try
        {
            return PolicyCondition.Parse(value.Value);
        }
        catch (RametException error)
        {
            throw error.At(value.Span);
        }
    }

    private static bool IsTrue(PropertyPair pair) => bool.TryParse(pair.Value.Value, out var value)
        ? value
        : throw Invalid(pair.Value.Span, $"'{pair.Value.Value}' is not a value of '{pair.Key.Value}'", "Write \"true\" or \"false\".");

    private static bool Is(PropertyPair pair, string name) => string.Equals(pair.Key.Value, name, StringComparison.OrdinalIgnoreCase);

    private static RametException Invalid(SourceSpan span, string detail, string? hint) =>
        new(ErrorCode.InvalidParameter, ErrorKind.User, detail, span, hint);
}
