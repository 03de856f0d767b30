using System.Collections.Frozen;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Parsing;

/// <summary>Types: <c>BIGINT</c>, <c>DECIMAL(10,2)</c>, <c>MAP&lt;STRING,ARRAY&lt;BIGINT&gt;&gt;</c>.</summary>
internal sealed partial class Parser
{
    private static readonly FrozenDictionary<string, DataType> SimpleTypes = new[]
    {
        DataType.Boolean, DataType.TinyInt, DataType.SmallInt, DataType.Int, DataType.BigInt, DataType.Float, DataType.Double,
        DataType.String, DataType.Binary, DataType.Date, DataType.DateTime, DataType.Timestamp, DataType.TimestampNtz, DataType.Json,
    }.ToFrozenDictionary(type => type.ToSql(), StringComparer.OrdinalIgnoreCase);

    private static readonly string[] TypeWords = [.. SimpleTypes.Keys, "DECIMAL", "VARCHAR", "CHAR", "ARRAY", "MAP", "STRUCT"];

    public TypeSyntax ParseType()
    {
        var first = Peek();
        var type = Nested(static parser => parser.ParseDataType());
        return new TypeSyntax(type) { Span = Since(first) };
    }

    /// <summary>A type, or the fields of a STRUCT without its name; the colon behind a field's name may be left out then.</summary>
    public TypeSyntax ParseSchema()
    {
        var first = Peek();
        if (PeekAt(1).Kind is TokenKind.Less or TokenKind.LeftParenthesis or TokenKind.End)
            return ParseType();
        var fields = ParseCommaList(static parser => parser.ParseStructField(needsColon: false));
        return new TypeSyntax(new StructType(fields)) { Span = Since(first) };
    }

    private DataType ParseDataType()
    {
        var word = Peek();
        if (word.Kind != TokenKind.Word)
            throw Unexpected("a type");
        var name = word.Text(text).ToString().ToUpperInvariant();
        if (!TypeWords.Contains(name))
            throw Unexpected("a type", DidYouMean(TypeWords));

        Advance();
        return name switch
        {
            "DECIMAL" => ParseDecimalParameters(),
            "VARCHAR" => CharacterType.VarChar(ParseLength("VARCHAR", CharacterType.VarCharLengthMax)),
            "CHAR" => CharacterType.Char(ParseLength("CHAR", CharacterType.CharLengthMax)),
            "ARRAY" => ParseArrayParameters(),
            "MAP" => ParseMapParameters(),
            "STRUCT" => ParseStructFields(),
            _ => SimpleTypes[name],
        };
    }

    private DecimalType ParseDecimalParameters()
    {
        if (!Skip(TokenKind.LeftParenthesis))
            return DecimalType.Default;
        var precision = ParseCountBetween(1, DecimalType.PrecisionMax, "the precision of DECIMAL");
        var scale = 0;
        if (Skip(TokenKind.Comma))
            scale = ParseCountBetween(0, Math.Min(precision, DecimalType.ScaleMax), "the scale of DECIMAL");
        Expect(TokenKind.RightParenthesis);
        return new DecimalType(precision, scale);
    }

    private int ParseLength(string type, int lengthMax)
    {
        Expect(TokenKind.LeftParenthesis);
        var length = ParseCountBetween(1, lengthMax, $"the length of {type}");
        Expect(TokenKind.RightParenthesis);
        return length;
    }

    private int ParseCountBetween(int min, int max, string what)
    {
        var count = ParseCount();
        if (count.Value < min || count.Value > max)
            throw SyntaxError.At(count.Span, $"{what} must be from {min} to {max}, found {count.Value}");
        return (int)count.Value;
    }

    private ArrayType ParseArrayParameters()
    {
        Expect(TokenKind.Less);
        var element = ParseType().Type;
        Expect(TokenKind.Greater);
        return new ArrayType(element);
    }

    private MapType ParseMapParameters()
    {
        Expect(TokenKind.Less);
        var key = ParseType().Type;
        if (!Skip(TokenKind.Comma))
            throw Unexpected("','");
        var value = ParseType().Type;
        Expect(TokenKind.Greater);
        return new MapType(key, value);
    }

    private StructType ParseStructFields()
    {
        Expect(TokenKind.Less);
        var fields = ParseCommaList(static parser => parser.ParseStructField(needsColon: true));
        if (!Skip(TokenKind.Greater))
            throw Unexpected("',' or '>'");
        return new StructType(fields);
    }

    private StructField ParseStructField(bool needsColon)
    {
        var name = ParseNameAfterDot("a field name");
        if (needsColon)
            Expect(TokenKind.Colon);
        else
            Skip(TokenKind.Colon);
        return new StructField(name.Name, ParseType().Type);
    }
}
