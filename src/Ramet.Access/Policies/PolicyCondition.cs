using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Ramet.Access;

/// <summary>What must hold for a statement of a policy to count: all tests must.</summary>
/// <param name="Tests">The tests; at least one.</param>
public sealed record PolicyCondition(ImmutableArray<ConditionTest> Tests)
{
    /// <summary>Reads the form of GRANT: <c>acs:SourceIp in ('192.168.0.0/16') and 'odps:InstanceId' = 'x'</c>.</summary>
    /// <exception cref="Errors.RametException">It is not a condition (kind User).</exception>
    public static PolicyCondition Parse(string text) => PolicyConditionParser.Parse(text);

    /// <summary>Whether all tests hold for this caller.</summary>
    public bool Holds(AccessCaller caller) => Tests.All(test => test.Holds(caller));

    /// <summary>The form of GRANT.</summary>
    public override string ToString() => string.Join(" and ", Tests);
}

/// <summary>One test of a condition. What the caller lacks, such as an address when he works on the machine itself, fails every test.</summary>
/// <param name="Key">What is tested.</param>
/// <param name="Operator">How.</param>
/// <param name="Values">Against what; it is enough that one fits, and for <see cref="ConditionOperator.NotEqual"/> all must.</param>
public sealed record ConditionTest(ConditionKey Key, ConditionOperator Operator, ImmutableArray<string> Values)
{
    /// <summary>Whether the test holds for this caller.</summary>
    public bool Holds(AccessCaller caller) => Key switch
    {
        ConditionKey.SourceIp => caller.SourceAddress is { } address && HoldsFor(address),
        ConditionKey.CurrentTime => HoldsFor(caller.Now),
        ConditionKey.InstanceId => caller.InstanceId is { } instance && HoldsFor(instance),
    };

    /// <summary>The form of GRANT.</summary>
    public override string ToString()
    {
        var values = string.Join(", ", Values.Select(static value => $"'{value}'"));
        return $"{ConditionNames.Of(Key)} {ConditionNames.Of(Operator)} {(Operator == ConditionOperator.In ? $"({values})" : values)}";
    }

    private bool HoldsFor(IPAddress address)
    {
        var isInside = Values.Any(value => IpRange.TryParse(value, out var range) && range.Value.Contains(address));
        return isInside != (Operator == ConditionOperator.NotEqual);
    }

    private bool HoldsFor(DateTimeOffset now)
    {
        var order = now.CompareTo(DateTimeOffset.Parse(Values[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        return ConditionNames.Compares(Operator, order);
    }

    private bool HoldsFor(string text) => Operator switch
    {
        ConditionOperator.Like => Values.Any(value => new ResourcePattern(value.Replace('%', '*')).Matches(text)),
        ConditionOperator.In or ConditionOperator.Equal => Values.Contains(text, StringComparer.Ordinal),
        ConditionOperator.NotEqual => !Values.Contains(text, StringComparer.Ordinal),
        _ => ConditionNames.Compares(Operator, string.CompareOrdinal(text, Values[0])),
    };
}

/// <summary>What a condition can test.</summary>
public enum ConditionKey
{
    /// <summary><c>acs:SourceIp</c>: the address that the caller comes from.</summary>
    SourceIp,

    /// <summary><c>acs:CurrentTime</c>: the time of the request.</summary>
    CurrentTime,

    /// <summary><c>odps:InstanceId</c>: the id of the job.</summary>
    InstanceId,
}

/// <summary>How a condition compares.</summary>
public enum ConditionOperator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>&lt;&gt;</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>like</c>, with <c>%</c> or <c>*</c> for any characters.</summary>
    Like,

    /// <summary><c>in (...)</c></summary>
    In,
}
