using System.Globalization;
using Ramet.Errors;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Functions;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Finds where in the statement a value went wrong. The engine does not know the places of the user's text, so every expression that could
/// have failed in this way is a candidate; when there are several, the place is the part of the text that holds them all.
/// </summary>
public static class FaultPlaces
{
    /// <summary>The place of a fault; null when the query has no expression that was written.</summary>
    public static FaultPlace? Find(BoundQuery query, ValueFault fault)
    {
        // A recursive query that does not end is no fault of one expression; the message names the query.
        if (fault.Operation == DuckDbWriter.StepRefusal)
            return null;
        var nodes = new List<(BoundExpression Expression, SourceSpan Span)>();
        QueryExpressions.Visit(query, (expression, span) => nodes.Add((expression, span)));
        var candidates = nodes.Where(node => MayHaveFailed(node.Expression, fault)).ToList();
        if (candidates.Count == 0)
            candidates = [.. nodes.Where(node => node.Expression is BoundCall or BoundAggregate or BoundWindow or BoundBinary or BoundConversion)];
        if (candidates.Count == 0)
            candidates = nodes;
        if (candidates.Count == 0)
            return null;
        var conversions = candidates.Select(node => node.Expression).OfType<BoundConversion>().Select(node => (From: node.Operand.Type, To: node.Type)).Distinct().ToList();
        var types = candidates.Count > 0 && conversions.Count == 1 && candidates.TrueForAll(node => node.Expression is BoundConversion) ? conversions[0] : default;
        var spans = candidates.Select(node => node.Span).OrderBy(span => span.Start).ToList();
        return new FaultPlace(spans.Aggregate((a, b) => a.To(b)), types.From, types.To, query.Views.Length > 0);
    }

    private static bool MayHaveFailed(BoundExpression expression, ValueFault fault) => (fault.Kind, expression) switch
    {
        (ValueFaultKind.TextConversion, BoundConversion conversion) =>
            Leaves(conversion.Operand.Type, conversion.Type).Any(pair => (pair.From.Kind.IsText || pair.From.Kind == TypeKind.Json) && IsWanted(pair.To, fault.EngineType))
            && IsOf(conversion.Operand, fault.Value),
        (ValueFaultKind.RangeConversion, BoundConversion conversion) =>
            Leaves(conversion.Operand.Type, conversion.Type).Any(pair => IsWanted(pair.To, fault.EngineType)),
        (ValueFaultKind.RangeConversion, BoundAggregate aggregate) => IsWanted(aggregate.Type, fault.EngineType),
        (ValueFaultKind.RangeConversion, BoundBinary { Type: DecimalType }) => IsWanted(expression.Type, fault.EngineType),
        (ValueFaultKind.Arithmetic, BoundBinary binary) => OperationOf(binary.Operator) == fault.Operation && IsComputedIn(binary.Type, fault.EngineType),
        (ValueFaultKind.Arithmetic, BoundUnary { Operator: UnaryOperator.Minus }) => fault.Operation == "negation",
        (ValueFaultKind.SubqueryRows, BoundScalarQuery) => true,
        (ValueFaultKind.Pattern, BoundLike { Kind: LikeKind.RLike }) => true,
        (ValueFaultKind.Pattern, BoundCall call) => call.Function.Name.StartsWith("regexp", StringComparison.Ordinal) || call.Function.Name == "split",
        (ValueFaultKind.Call, BoundCall call) => IsNamed(call.Function.Name, fault.Operation),
        (ValueFaultKind.Call, BoundAggregate aggregate) => IsNamed(aggregate.Function.Name, fault.Operation),
        (ValueFaultKind.Refusal, BoundCall call) => EngineMacros.Reaches(call.Function.Engine, fault.Operation!),
        (ValueFaultKind.Refusal, BoundAggregate aggregate) => EngineMacros.Reaches($"{aggregate.Function.Engine} {aggregate.Function.Finish}", fault.Operation!),
        (ValueFaultKind.Refusal, BoundChain { Operator: ChainOperator.Concatenate }) => fault.Operation == TextLimit.Refusal,
        (ValueFaultKind.Refusal, BoundConversion { Operand.Type.Kind: TypeKind.Json }) => fault.Operation == "mc_json_text",
        (ValueFaultKind.Call, BoundMap) => fault.Operation == "map",
        _ => false,
    };

    /// <summary>Whether the value may be the one; of another constant it cannot.</summary>
    private static bool IsOf(BoundExpression operand, string? value) => operand is not BoundConstant { Value: string text } || value is null || text == value;

    private static bool IsNamed(string function, string? wanted) => wanted is not null && function == wanted;

    private static string OperationOf(BinaryOperator symbol) => symbol switch
    {
        BinaryOperator.Add => "addition",
        BinaryOperator.Subtract => "subtraction",
        BinaryOperator.Multiply => "multiplication",
        _ => "division",
    };

    /// <summary>The conversions of the simple values within nested ones.</summary>
    private static IEnumerable<(DataType From, DataType To)> Leaves(DataType from, DataType to) => (from, to) switch
    {
        (ArrayType a, ArrayType b) => Leaves(a.Element, b.Element),
        (MapType a, MapType b) => [.. Leaves(a.Key, b.Key), .. Leaves(a.Value, b.Value)],
        (StructType a, StructType b) => a.Fields.Zip(b.Fields).SelectMany(pair => Leaves(pair.First.Type, pair.Second.Type)),
        _ => [(from, to)],
    };

    /// <summary>Whether a conversion to a type may go through the engine's type of an error. Texts become whole numbers by way of DECIMAL.</summary>
    private static bool IsWanted(DataType type, string? engineType) => engineType switch
    {
        null => true,
        "INT8" => type.Kind == TypeKind.TinyInt,
        "INT16" => type.Kind == TypeKind.SmallInt,
        "INT32" => type.Kind == TypeKind.Int,
        "INT64" => type.Kind == TypeKind.BigInt,
        "FLOAT" => type.Kind == TypeKind.Float,
        "DOUBLE" => type.Kind == TypeKind.Double,
        "BOOL" => type.Kind == TypeKind.Boolean,
        "DATE" => type.Kind == TypeKind.Date,
        "TIMESTAMP" => type.Kind is TypeKind.DateTime or TypeKind.Timestamp or TypeKind.TimestampNtz,
        "DECIMAL(38,18)" when type.Kind.IsInteger => true,
        _ => type is DecimalType number && engineType == string.Create(CultureInfo.InvariantCulture, $"DECIMAL({number.Precision},{number.Scale})"),
    };

    private static bool IsComputedIn(DataType type, string? engineType) =>
        type is DecimalType ? engineType is null or "INT128" || engineType.StartsWith("DECIMAL", StringComparison.Ordinal) : IsWanted(type, engineType);
}

/// <summary>Where a value went wrong.</summary>
/// <param name="Span">The place in the statement; that of the view's name when it is inside of one.</param>
/// <param name="From">For a conversion, the type of the value; null when it is not clear.</param>
/// <param name="To">For a conversion, the wanted type; null when it is not clear.</param>
/// <param name="IsInView">
/// Whether the statement reads views. The engine may then have met a value that the reader is not to see, so it must not be told.
/// </param>
public sealed record FaultPlace(SourceSpan Span, DataType? From, DataType? To, bool IsInView);
