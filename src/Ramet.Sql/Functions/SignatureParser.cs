using System.Collections.Immutable;
using Ramet.Sql.Types;

namespace Ramet.Sql.Functions;

/// <summary>
/// Reads the signatures of function definitions, so that a function is one line of data:
/// <code>
/// substr(string, bigint, bigint?) string            -- ? optional, ... any number of times, ! constant
/// coalesce(T, T...) T                               -- T is the common type of its arguments
/// filter(array&lt;T&gt;, (T)->boolean) array&lt;T&gt;        -- a lambda
/// sum(number) sum(number)                           -- a rule over a type
/// explode(map&lt;K,V&gt;) (key K, value V)              -- the columns of a table function
/// </code>
/// Words in lower case are types or families of types, single capital letters are variables.
/// </summary>
internal sealed class SignatureParser
{
    private readonly string text;
    private int position;

    private SignatureParser(string text) => this.text = text;

    /// <summary>Reads a signature.</summary>
    /// <exception cref="FormatException">The definition is malformed: a defect of the definition, found by the tests.</exception>
    public static (string Name, ImmutableArray<FunctionParameter> Parameters, ImmutableArray<FunctionResult> Results) Parse(string text)
    {
        var parser = new SignatureParser(text);
        var name = parser.ParseWord();
        var parameters = parser.ParseList(parser.ParseParameter);
        var results = parser.NextIs('(') ? parser.ParseList(parser.ParseResultColumn) : [parser.ParseResult(null)];
        if (parser.position < text.Length)
            throw parser.Malformed("the end");
        return (name, parameters, results);
    }

    private FunctionParameter ParseParameter()
    {
        var type = ParseType();
        var isConstant = Skip("!");
        var presence = Skip("...") ? ParameterPresence.Repeated : Skip("?") ? ParameterPresence.Optional : ParameterPresence.Required;
        return new FunctionParameter(type, presence, isConstant);
    }

    private FunctionResult ParseResultColumn() => ParseResult(ParseWord());

    private FunctionResult ParseResult(string? columnName)
    {
        foreach (var (word, rule) in rules)
        {
            if (!Skip(word + "("))
                continue;
            var type = ParseType();
            Expect(")");
            return new FunctionResult(columnName, type, rule);
        }
        return new FunctionResult(columnName, ParseType(), ResultRule.Same);
    }

    private static readonly ImmutableArray<(string Word, ResultRule Rule)> rules =
        [("sum", ResultRule.Sum), ("average", ResultRule.Average), ("whole", ResultRule.Whole)];

    private TypePattern ParseType()
    {
        if (NextIs('('))
        {
            var parameters = ParseList(ParseType);
            Expect("->");
            return new LambdaPattern(parameters, ParseType());
        }
        var word = ParseWord();
        if (word is [>= 'A' and <= 'Z'])
            return new VariablePattern(word[0]);
        return word switch
        {
            "array" => ParseArray(),
            "map" => ParseMap(),
            "struct" => ParseStruct(),
            "any" => new FamilyPattern(TypeFamily.Any),
            "integer" => new FamilyPattern(TypeFamily.Integer),
            "number" => new FamilyPattern(TypeFamily.Number),
            "moment" => new FamilyPattern(TypeFamily.Moment),
            "boolean" => new ExactPattern(DataType.Boolean),
            "int" => new ExactPattern(DataType.Int),
            "bigint" => new ExactPattern(DataType.BigInt),
            "double" => new ExactPattern(DataType.Double),
            "decimal" => new ExactPattern(DecimalType.Default),
            "string" => new ExactPattern(DataType.String),
            "binary" => new ExactPattern(DataType.Binary),
            "date" => new ExactPattern(DataType.Date),
            "datetime" => new ExactPattern(DataType.DateTime),
            "timestamp" => new ExactPattern(DataType.Timestamp),
            "timestamp_ntz" => new ExactPattern(DataType.TimestampNtz),
            "json" => new ExactPattern(DataType.Json),
            _ => throw Malformed("a type"),
        };
    }

    private ArrayPattern ParseArray()
    {
        Expect("<");
        var element = ParseType();
        Expect(">");
        return new ArrayPattern(element);
    }

    private MapPattern ParseMap()
    {
        Expect("<");
        var key = ParseType();
        Expect(",");
        var value = ParseType();
        Expect(">");
        return new MapPattern(key, value);
    }

    private StructPattern ParseStruct()
    {
        var fields = ImmutableArray.CreateBuilder<(string, TypePattern)>();
        Expect("<");
        do
        {
            var name = ParseWord();
            Expect(":");
            fields.Add((name, ParseType()));
        }
        while (Skip(","));
        Expect(">");
        return new StructPattern(fields.ToImmutable());
    }

    private ImmutableArray<T> ParseList<T>(Func<T> parseItem)
    {
        Expect("(");
        var items = ImmutableArray.CreateBuilder<T>();
        while (!Skip(")"))
        {
            if (items.Count > 0)
                Expect(",");
            items.Add(parseItem());
        }
        return items.ToImmutable();
    }

    private string ParseWord()
    {
        SkipBlanks();
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '_'))
            position++;
        return position > start ? text[start..position] : throw Malformed("a word");
    }

    private bool NextIs(char character)
    {
        SkipBlanks();
        return position < text.Length && text[position] == character;
    }

    private bool Skip(string token)
    {
        SkipBlanks();
        if (!text.AsSpan(position).StartsWith(token, StringComparison.Ordinal))
            return false;
        position += token.Length;
        return true;
    }

    private void Expect(string token)
    {
        if (!Skip(token))
            throw Malformed($"'{token}'");
    }

    private void SkipBlanks()
    {
        while (position < text.Length && text[position] == ' ')
            position++;
    }

    private FormatException Malformed(string expected) => new($"Expected {expected} at position {position} of the signature '{text}'.");
}
