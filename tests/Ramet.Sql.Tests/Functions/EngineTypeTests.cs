using Ramet.Sql.DuckDb;
using Ramet.Sql.Functions;
using Ramet.Sql.Tests.Support;
using Ramet.Sql.Types;

namespace Ramet.Sql.Tests.Functions;

/// <summary>
/// Calls every way of every function once and compares the engine's type of the result with the one that the definition promises: a
/// difference
/// would show up far away, as a wrong column of a table.
/// </summary>
public sealed class EngineTypeTests(Engine engine) : IClassFixture<Engine>
{
    private const string Samples = """
        VALUES (true, 1, 1L, 1.5, 1.50BD, 'a', X'41', DATE'2024-01-15', DATETIME'2024-01-15 00:00:00', TIMESTAMP'2024-01-15 00:00:00', TIMESTAMP_NTZ'2024-01-15 00:00:00', JSON'1')
        t(b, i, n, d, m, s, x, day, at, ts, ntz, j)
        """;

    [Theory]
    [MemberData(nameof(Calls))]
    public void The_engine_gives_the_promised_type(string call)
    {
        var sql = $"SELECT {call} FROM {Samples}";
        var query = Bind.Query(sql);
        var written = DuckDbWriter.Write(query, _ => ScanFiles.None);
        Assert.Equal(query.Columns.Select(column => Normal(DuckDbTypes.NameOf(column.Type))), engine.Types(written).Select(Normal));
    }

    public static TheoryData<string> Calls() => [.. FunctionCatalog.Names.SelectMany(name => FunctionCatalog.Find(name)).Where(function => function.InHiveMode is not true).SelectMany(function => CallsOf(function)).Distinct()];

    // What stands for families and variables of types: one column of each.
    private static readonly string[] numbers = ["n", "i", "d", "m", "s"];
    private static readonly string[] moments = ["at", "day", "ts", "ntz", "s"];
    private static readonly string[] values = ["n", "s", "m", "day", "d"];

    private static IEnumerable<string> CallsOf(FunctionOverload function) =>
        Enumerable.Range(0, numbers.Length).SelectMany(variant => CallsOf(function, variant)).Distinct();

    private static IEnumerable<string> CallsOf(FunctionOverload function, int variant)
    {
        var countMax = function.ArgumentsMax ?? function.Parameters.Length;
        for (var count = function.ArgumentsMin; count <= countMax; count++)
        {
            var arguments = Enumerable.Range(0, count).Select(index => SampleOf(function.Parameters[index], variant));
            var over = function.Kind == FunctionKind.Window ? " OVER (ORDER BY n)" : "";
            yield return $"{function.Name}({string.Join(", ", arguments)}){over}";
        }
    }

    private static string SampleOf(FunctionParameter parameter, int variant) =>
        parameter.IsConstant ? ConstantOf(parameter.Type) : SampleOf(parameter.Type, variant);

    private static string ConstantOf(TypePattern type) => type switch
    {
        ExactPattern { Type.Kind: TypeKind.Boolean } => "true",
        ExactPattern { Type.Kind: TypeKind.String } => "'yyyy'",
        ExactPattern { Type.Kind: TypeKind.Double } => "0.5",
        ArrayPattern => "ARRAY(0.5)",
        _ => "0",
    };

    private static string SampleOf(TypePattern type, int variant) => type switch
    {
        ExactPattern exact => SampleOf(exact.Type),
        FamilyPattern { Family: TypeFamily.Moment } => moments[variant],
        FamilyPattern { Family: TypeFamily.Number } => numbers[variant],
        FamilyPattern { Family: TypeFamily.Integer } => "n",
        FamilyPattern or VariablePattern => values[variant],
        ArrayPattern array => $"ARRAY({SampleOf(array.Element, variant)})",
        MapPattern map => $"MAP({SampleOf(map.Key, variant)}, {SampleOf(map.Value, variant)})",
        StructPattern fields => $"NAMED_STRUCT({string.Join(", ", fields.Fields.Select(field => $"'{field.Name}', {SampleOf(field.Type, variant)}"))})",
        LambdaPattern { Parameters: var parameters, Result: ExactPattern { Type.Kind: TypeKind.Boolean } } =>
            $"({Heads(parameters.Length)}) -> p0 = p0",
        LambdaPattern { Parameters: var parameters, Result: ExactPattern { Type.Kind: TypeKind.BigInt } } => $"({Heads(parameters.Length)}) -> 0L",
        LambdaPattern { Parameters: var parameters } => $"({Heads(parameters.Length)}) -> p0",
        _ => throw new ArgumentException($"There is no sample of {type}.", nameof(type)),
    };

    private static string Heads(int count) => string.Join(", ", Enumerable.Range(0, count).Select(index => $"p{index}"));

    private static string SampleOf(DataType type) => type.Kind switch
    {
        TypeKind.Boolean => "b",
        TypeKind.Int => "i",
        TypeKind.BigInt => "n",
        TypeKind.Double => "d",
        TypeKind.Decimal => "m",
        TypeKind.String => "s",
        TypeKind.Binary => "x",
        TypeKind.Date => "day",
        TypeKind.DateTime => "at",
        TypeKind.Timestamp => "ts",
        TypeKind.TimestampNtz => "ntz",
        TypeKind.Json => "j",
        _ => throw new ArgumentException($"There is no sample of {type}.", nameof(type)),
    };

    private static string Normal(string engineType) =>
        engineType.Replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
}
