using System.Collections.Immutable;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Functions;

/// <summary>
/// The attempt to call one overload with given arguments: what its type variables stand for, and how far the arguments are from its
/// parameters.
/// </summary>
internal sealed class SignatureMatch
{
    private readonly FunctionOverload overload;
    private readonly ImmutableArray<CallArgument> arguments;
    private readonly Func<LambdaExpression, ImmutableArray<DataType>, BoundLambda> bindLambda;
    private readonly TypeConversions conversions;
    private readonly Dictionary<char, DataType> variables = [];
    private readonly Dictionary<TypeFamily, DataType> families = [];

    public SignatureMatch(
        FunctionOverload overload,
        ImmutableArray<CallArgument> arguments,
        Func<LambdaExpression, ImmutableArray<DataType>, BoundLambda> bindLambda,
        TypeConversions conversions)
    {
        this.overload = overload;
        this.arguments = arguments;
        this.bindLambda = bindLambda;
        this.conversions = conversions;
        Distance = Measure();
    }

    /// <summary>The sum of the conversions' distances; null when the arguments do not fit.</summary>
    public int? Distance { get; }

    /// <summary>The first argument that does not fit, from 0; meaningful when there is no <see cref="Distance"/>.</summary>
    public int FirstMismatch { get; private set; }

    /// <summary>The arguments as values of the parameters' types.</summary>
    public ImmutableArray<BoundExpression> ConvertArguments() => [.. arguments.Select(ConvertArgument)];

    /// <summary>The types of the results; to be asked after <see cref="ConvertArguments"/>, as lambdas may decide them.</summary>
    public ImmutableArray<DataType> ResultTypes() =>
        [.. overload.Results.Select(result => ResultRules.Apply(result.Rule, TypeOf(result.Type)))];

    private int? Measure()
    {
        // Variables first: their type may come from a later argument.
        for (FirstMismatch = 0; FirstMismatch < arguments.Length; FirstMismatch++)
        {
            var pattern = overload.ParameterAt(FirstMismatch).Type;
            var argument = arguments[FirstMismatch];
            var fits = argument.Value is { } value ? Bind(pattern, value.Type) : IsLambdaOf(pattern, argument.Lambda!);
            if (!fits)
                return null;
        }
        var distance = 0;
        for (FirstMismatch = 0; FirstMismatch < arguments.Length; FirstMismatch++)
        {
            if (arguments[FirstMismatch].Value is not { } value)
                continue;
            if (DistanceTo(overload.ParameterAt(FirstMismatch).Type, value.Type) is not { } step)
                return null;
            distance += step;
        }
        return distance;
    }

    private static bool IsLambdaOf(TypePattern pattern, LambdaExpression lambda) =>
        pattern is LambdaPattern expected && expected.Parameters.Length == lambda.Parameters.Length;

    /// <summary>Widens the variables of a pattern so that a type fits; false when none can.</summary>
    private bool Bind(TypePattern pattern, DataType type) => pattern switch
    {
        VariablePattern variable => Widen(variables, variable.Letter, type),
        FamilyPattern { Family: TypeFamily.Any } or ExactPattern => true,
        FamilyPattern family => FamilyType(family.Family, type) is { } member && Widen(families, family.Family, member),
        ArrayPattern array =>
            type.Kind == TypeKind.Void ? Bind(array.Element, type) : type is ArrayType a && Bind(array.Element, a.Element),
        MapPattern map => type is MapType m && Bind(map.Key, m.Key) && Bind(map.Value, m.Value),
        StructPattern fields => type is StructType s && s.Fields.Length == fields.Fields.Length
            && fields.Fields.Zip(s.Fields).All(pair => Bind(pair.First.Type, pair.Second.Type)),
        _ => false,
    };

    private static bool Widen<TKey>(Dictionary<TKey, DataType> known, TKey key, DataType type) where TKey : notnull
    {
        var common = CommonTypes.ForValues(known.GetValueOrDefault(key, DataType.Void), type);
        if (common is not null)
            known[key] = common;
        return common is not null;
    }

    /// <summary>The type of a family that a value has, or is converted to; null when it is outside of the family.</summary>
    private static DataType? FamilyType(TypeFamily family, DataType type) => family switch
    {
        TypeFamily.Any => type,
        TypeFamily.Integer => type.Kind.IsInteger ? type : type.Kind == TypeKind.Void ? DataType.BigInt : null,
        TypeFamily.Number => type.Kind.IsNumber ? type : type.Kind.IsText || type.Kind == TypeKind.Void ? DataType.Double : null,
        TypeFamily.Moment => type.Kind.IsMoment ? type : type.Kind.IsText || type.Kind == TypeKind.Void ? DataType.DateTime : null,
    };

    private int? DistanceTo(TypePattern pattern, DataType type)
    {
        if (pattern is FamilyPattern { Family: not TypeFamily.Any } family)
            return type.Kind.IsText ? 30 : FamilyType(family.Family, type) is null ? null : 5;
        return conversions.ImplicitDistance(type, TypeOf(pattern, type)) is { } distance ? distance + Generality(pattern) : null;
    }

    // A parameter of one type is preferred to one of any type.
    private static int Generality(TypePattern pattern) => pattern is ExactPattern ? 0 : 1;

    private BoundExpression ConvertArgument(CallArgument argument, int index)
    {
        var pattern = overload.ParameterAt(index).Type;
        if (argument.Value is { } value)
            return value.ConvertTo(TypeOf(pattern, value.Type));
        var expected = (LambdaPattern)pattern;
        var lambda = bindLambda(argument.Lambda!, [.. expected.Parameters.Select(parameter => TypeOf(parameter))]);
        if (expected.Result is VariablePattern variable && !variables.ContainsKey(variable.Letter))
            variables[variable.Letter] = lambda.Body.Type;
        var type = TypeOf(expected.Result);
        if (!conversions.IsImplicit(lambda.Body.Type, type))
            throw BindingErrors.NotImplicit(lambda.Body.Type, type, lambda.Body.Span);
        return lambda with { Body = lambda.Body.ConvertTo(type) };
    }

    /// <summary>The type that a value must have to be passed to a parameter.</summary>
    private DataType TypeOf(TypePattern pattern, DataType actual) => pattern switch
    {
        FamilyPattern { Family: TypeFamily.Any } => actual,
        FamilyPattern family => FamilyType(family.Family, actual)!,
        ExactPattern { Type: DecimalType } => actual.Kind.IsNumber ? TypeKinds.AsDecimal(actual) : DecimalType.Default,
        ArrayPattern array when actual is ArrayType type => new ArrayType(TypeOf(array.Element, type.Element)),
        StructPattern fields when actual is StructType type => StructOf(fields, type.Fields.Select(field => field.Name)),
        _ => TypeOf(pattern),
    };

    /// <summary>The type that a pattern stands for, now that the variables are known. What nothing decided is STRING.</summary>
    private DataType TypeOf(TypePattern pattern) => pattern switch
    {
        ExactPattern { Type: DecimalType } => DecimalOfArguments(),
        ExactPattern exact => exact.Type,
        VariablePattern variable => Decided(variables.GetValueOrDefault(variable.Letter)),
        FamilyPattern family => Decided(families.GetValueOrDefault(family.Family)),
        ArrayPattern array => new ArrayType(TypeOf(array.Element)),
        MapPattern map => new MapType(TypeOf(map.Key), TypeOf(map.Value)),
        StructPattern fields => StructOf(fields, fields.Fields.Select(field => field.Name)),
        _ => throw new ArgumentException($"{pattern} is not the type of a value.", nameof(pattern)),
    };

    private StructType StructOf(StructPattern pattern, IEnumerable<string> names) =>
        new([.. names.Zip(pattern.Fields, (name, field) => new StructField(name, TypeOf(field.Type)))]);

    private static DataType Decided(DataType? type) => type is null or { Kind: TypeKind.Void } ? DataType.String : type;

    private DecimalType DecimalOfArguments() => arguments
        .Where((argument, index) => argument.Value is not null && overload.ParameterAt(index).Type is ExactPattern { Type: DecimalType })
        .Select(argument => TypeKinds.AsDecimal(argument.Value!.Type))
        .FirstOrDefault(DecimalType.Default);
}
