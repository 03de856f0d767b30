using System.Collections.Immutable;
using System.Globalization;
using Ramet.Errors;

namespace Ramet.Access;

/// <summary>Reads conditions as GRANT writes them: tests of a key against texts in quotes, connected by <c>and</c>.</summary>
internal sealed class PolicyConditionParser
{
    private const int TestsMax = 32;

    private readonly string text;
    private int position;

    private PolicyConditionParser(string text) => this.text = text;

    public static PolicyCondition Parse(string text)
    {
        var parser = new PolicyConditionParser(text);
        var tests = ImmutableArray.CreateBuilder<ConditionTest>();
        do
        {
            if (tests.Count == TestsMax)
                throw PolicyErrors.Format($"a condition has at most {TestsMax} tests", "Use several statements.");
            tests.Add(parser.ParseTest());
        }
        while (parser.SkipWord("and"));
        return parser.IsAtEnd() ? new PolicyCondition(tests.ToImmutable()) : throw parser.Unexpected("'and' or the end");
    }

    /// <summary>A test with values that fit its key and operator.</summary>
    public static ConditionTest Check(ConditionKey key, ConditionOperator comparison, ImmutableArray<string> values)
    {
        var takesOperator = key switch
        {
            ConditionKey.SourceIp => comparison is ConditionOperator.Equal or ConditionOperator.NotEqual or ConditionOperator.In,
            ConditionKey.CurrentTime => comparison is not (ConditionOperator.Like or ConditionOperator.In) && values.Length == 1,
            ConditionKey.InstanceId => comparison
                is ConditionOperator.Equal or ConditionOperator.NotEqual or ConditionOperator.In or ConditionOperator.Like,
        };
        if (!takesOperator)
            throw PolicyErrors.Format($"{ConditionNames.Of(key)} cannot be tested with '{ConditionNames.Of(comparison)}'", "Use another operator.");
        foreach (var value in values)
        {
            var fits = key switch
            {
                ConditionKey.SourceIp => IpRange.TryParse(value, out _),
                ConditionKey.CurrentTime => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
                ConditionKey.InstanceId => value.Length > 0,
            };
            if (!fits)
                throw PolicyErrors.Format($"'{value}' is not a value of {ConditionNames.Of(key)}", "Write an address or block, a time as 2024-01-31T00:00:00Z, or an id.");
        }
        return new ConditionTest(key, comparison, values);
    }

    private ConditionTest ParseTest()
    {
        var name = Peek() == '\'' ? ParseText() : ParseWhile(static c => char.IsAsciiLetterOrDigit(c) || c == ':');
        var key = ConditionNames.FindKey(name)
            ?? throw PolicyErrors.Format($"unknown condition key '{name}'", "Use acs:SourceIp, acs:CurrentTime or odps:InstanceId.");
        var sign = Peek() is '=' or '<' or '>' ? ParseWhile(static c => c is '=' or '<' or '>') : ParseWhile(char.IsAsciiLetter);
        var comparison = ConditionNames.FindOperator(sign) ?? throw Unexpected("an operator = <> < <= > >= like in");
        return Check(key, comparison, comparison == ConditionOperator.In ? ParseList() : [ParseText()]);
    }

    private ImmutableArray<string> ParseList()
    {
        Expect('(');
        var values = ImmutableArray.CreateBuilder<string>();
        do
        {
            values.Add(ParseText());
        }
        while (Skip(','));
        Expect(')');
        return values.ToImmutable();
    }

    private string ParseText()
    {
        Expect('\'');
        var end = text.IndexOf('\'', position);
        if (end < 0)
            throw Unexpected("a closing quote");
        var value = text[position..end];
        position = end + 1;
        return value;
    }

    private string ParseWhile(Func<char, bool> isPart)
    {
        SkipBlanks();
        var start = position;
        while (position < text.Length && isPart(text[position]))
            position++;
        return text[start..position];
    }

    private bool SkipWord(string word)
    {
        var start = position;
        if (string.Equals(ParseWhile(char.IsAsciiLetter), word, StringComparison.OrdinalIgnoreCase))
            return true;
        position = start;
        return false;
    }

    private bool Skip(char expected)
    {
        if (Peek() != expected)
            return false;
        position++;
        return true;
    }

    private void Expect(char expected)
    {
        if (!Skip(expected))
            throw Unexpected($"'{expected}'");
    }

    private char Peek()
    {
        SkipBlanks();
        return position < text.Length ? text[position] : '\0';
    }

    private bool IsAtEnd() => Peek() == '\0';

    private void SkipBlanks()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
    }

    private RametException Unexpected(string expected) => PolicyErrors.Format(
        $"expected {expected} at character {position + 1} of the condition {text}",
        "Write for example acs:SourceIp in ('192.168.0.0/16') and 'odps:InstanceId'='x'.");
}
