using System.Collections.Immutable;
using System.Globalization;
using Ramet.Errors;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Functions;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

// Calls of functions, aggregates and window functions.
internal sealed partial class ExpressionBinder
{
    private BoundExpression BindCall(FunctionCall call)
    {
        var name = call.Name.Name.ToLowerInvariant();
        if (call.Project is not null)
            return BindUserCall(call) ?? throw BindingErrors.FunctionNotFound($"{call.Project.Name}:{name}", call.Name.Span, []);
        if (BindSpecialCall(name, call) is { } special)
            return special;
        if (FunctionCatalog.GivesRows(name))
        {
            throw BindingErrors.Semantic(
                $"the function {name} gives rows; it may only be the single item of a SELECT list, or stand in LATERAL VIEW", call.Span);
        }
        if (FunctionCatalog.Find(name).IsEmpty && BindUserCall(call) is { } written)
            return written;
        var overloads = FindOverloads(name, call.Name.Span);
        if (overloads[0].Kind == FunctionKind.Scalar)
        {
            RefuseAggregateClauses(call, name);
            return BindScalarCall(name, overloads, call);
        }
        return call.Over is null ? BindAggregateCall(name, overloads, call) : BindWindowCall(name, overloads, call);
    }

    /// <summary>A call of a function that a user wrote in SQL; null when there is none of that name.</summary>
    private BoundExpression? BindUserCall(FunctionCall call)
    {
        if (session.Function(call) is not { } function)
            return null;
        if (!clause.AllowsUserFunctions)
            throw BindingErrors.Semantic($"the function {function.Name}, which a user wrote, may not be called in {clause.Name}", call.Name.Span);
        RefuseAggregateClauses(call, function.Name);
        return new FunctionBinder(session, function).BindCall(call, [.. call.Arguments.Select(Bind)]);
    }

    /// <summary>The ways to call a function under the session's settings.</summary>
    private ImmutableArray<FunctionOverload> FindOverloads(string name, SourceSpan span)
    {
        var overloads = FunctionCatalog.Find(name).RemoveAll(overload => overload.InHiveMode == !session.Settings.HiveCompatible);
        return overloads.IsEmpty ? throw BindingErrors.FunctionNotFound(name, span, FunctionCatalog.Names) : overloads;
    }

    /// <summary>A call of a table function, for LATERAL VIEW.</summary>
    public ResolvedCall BindTableFunction(FunctionCall call)
    {
        var name = call.Name.Name.ToLowerInvariant();
        if (RowFunctions.Find(name) is { } rows)
            return rows([.. call.Arguments.Select(Bind)], call.Span);
        var overloads = FindOverloads(name, call.Name.Span);
        if (overloads[0].Kind != FunctionKind.Table)
        {
            throw BindingErrors.Semantic(
                $"the function {name} gives one value; LATERAL VIEW needs a function that gives rows, such as explode", call.Name.Span);
        }
        return Resolve(name, overloads, call);
    }

    /// <summary>A call of a built-in scalar function that the grammar spells in its own way.</summary>
    private BoundCall Call(string name, ImmutableArray<BoundExpression> arguments, SourceSpan span)
    {
        var resolved = OverloadResolver.Resolve(name, FindOverloads(name, span), [.. arguments], BindLambda, session.Conversions, span);
        return new BoundCall(resolved.Function, resolved.Arguments, resolved.Types[0], span);
    }

    private BoundExpression BindScalarCall(string name, ImmutableArray<FunctionOverload> overloads, FunctionCall call)
    {
        var resolved = Resolve(name, overloads, call);
        if (resolved.Function == StringFunctions.ConcatTexts)
            return new BoundChain(ChainOperator.Concatenate, resolved.Arguments, DataType.String, call.Span);
        if (resolved.Function == StringFunctions.ConcatTextsWithSeparator && resolved.Arguments.Length > 2)
            return JoinTexts(RequireStable(resolved.Arguments[0], "CONCAT_WS"), resolved.Arguments[1..], call.Span);
        return new BoundCall(resolved.Function, resolved.Arguments, resolved.Types[0], call.Span);
    }

    private static BoundChain JoinTexts(BoundExpression separator, ImmutableArray<BoundExpression> texts, SourceSpan span) =>
        new(ChainOperator.Concatenate, [texts[0], .. texts.Skip(1).SelectMany(text => (BoundExpression[])[separator, text])], DataType.String, span);

    private static void RefuseAggregateClauses(FunctionCall call, string name)
    {
        if (call.Over is not null)
            throw WindowError($"the function {name} is neither an aggregate nor a window function", call.Span);
        if (call.Nulls is not null)
            throw WindowError($"IGNORE NULLS and RESPECT NULLS belong to window functions, and {name} is none", call.Span);
        if (call.IsDistinct || call.Filter is not null || call.WithinGroup.Length > 0)
            throw BindingErrors.Semantic($"DISTINCT, FILTER and WITHIN GROUP belong to aggregate functions, and {name} is none", call.Span);
    }

    private BoundAggregate BindAggregateCall(string name, ImmutableArray<FunctionOverload> overloads, FunctionCall call)
    {
        if (overloads[0].Kind == FunctionKind.Window || call.Nulls is not null)
            throw WindowError($"the function {name} needs an OVER clause", call.Span);
        if (isInAggregate)
            throw BindingErrors.Semantic($"the aggregate function {name} may not be called within another one", call.Span);
        if (!clause.AllowsAggregates)
            throw BindingErrors.Semantic($"the aggregate function {name} may not be called in {clause.Name}", call.Span);
        isInAggregate = true;
        try
        {
            return BindAggregate(name, overloads, call);
        }
        finally
        {
            isInAggregate = false;
        }
    }

    private BoundAggregate BindAggregate(string name, ImmutableArray<FunctionOverload> overloads, FunctionCall written)
    {
        var call = WithOrderAsArgument(name, written);
        var filter = call.Filter is null ? null : BindCondition(call.Filter);
        var order = BindOrder(call.WithinGroup);
        if (name == "count" && call.Arguments is [StarArgument])
            return new BoundAggregate(AggregateFunctions.CountRows, [], IsDistinct: false, [], filter, DataType.BigInt, call.Span);
        if (name == "count" && call.Arguments.Length > 1)
            return BindCountOfSeveral(call, filter);
        var resolved = Resolve(name, overloads, call);
        return new BoundAggregate(resolved.Function, resolved.Arguments, call.IsDistinct, order, filter, resolved.Types[0], call.Span);
    }

    // PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) is PERCENTILE_CONT(x, 0.5).
    private static FunctionCall WithOrderAsArgument(string name, FunctionCall call)
    {
        if (!name.StartsWith("percentile", StringComparison.Ordinal) || call.WithinGroup is not [var item] || call.Arguments is not [_])
            return call;
        return item.IsDescending
            ? throw BindingErrors.Semantic($"{name} takes its values in ascending order", item.Span, "Write 1 - p for the fraction p of the descending order.")
            : call with { Arguments = [item.Key, .. call.Arguments], WithinGroup = [] };
    }

    // COUNT([DISTINCT] a, b) counts the rows in which none of them is NULL.
    private BoundAggregate BindCountOfSeveral(FunctionCall call, BoundExpression? filter)
    {
        ImmutableArray<BoundExpression> arguments = [.. call.Arguments.Select(Bind)];
        var areThere = arguments.Select(argument => new BoundIs(argument, IsCondition.Null, IsNegated: true, argument.Span));
        List<BoundExpression> conditions = [.. areThere];
        if (filter is not null)
            conditions.Add(filter);
        var isComplete = new BoundChain(ChainOperator.And, [.. conditions], DataType.Boolean, call.Span);
        var function = AggregateFunctions.CountOfSeveral;
        return new BoundAggregate(function, arguments, call.IsDistinct, [], isComplete, DataType.BigInt, call.Span);
    }

    private BoundWindow BindWindowCall(string name, ImmutableArray<FunctionOverload> overloads, FunctionCall call)
    {
        if (!clause.AllowsWindows)
            throw WindowError($"the window function {name} may not be called in {clause.Name}", call.Span);
        if (isInWindow || isInAggregate)
            throw WindowError($"the window function {name} may not be called within another window or aggregate function", call.Span);
        isInWindow = true;
        try
        {
            var specification = SpecificationOf(call.Over!);
            var function = BindWindowFunction(name, overloads, call);
            var partition = specification.PartitionBy.Select(Bind).ToImmutableArray();
            var order = BindOrder(specification.OrderBy);
            return new BoundWindow(function, partition, order, BindFrame(specification, order, function.Function), call.Span);
        }
        finally
        {
            isInWindow = false;
        }
    }

    private BoundAggregate BindWindowFunction(string name, ImmutableArray<FunctionOverload> overloads, FunctionCall call)
    {
        if (call.Nulls is not null && !TakesNullTreatment(name))
        {
            throw WindowError(
                $"IGNORE NULLS and RESPECT NULLS belong to lag, lead, first_value, last_value and nth_value, and {name} is none of them", call.Span);
        }
        var function = BindAggregate(name, overloads, call) with { IgnoresNulls = call.Nulls == NullTreatment.Ignore };
        // FIRST_VALUE(x, true) is FIRST_VALUE(x) IGNORE NULLS: the flag is no argument of the engine's function.
        if (overloads.FirstOrDefault(overload => overload.Takes(function.Arguments.Length - 1)) is not { } plain || !HasNullFlag(function.Function))
            return function;
        if (call.Nulls is not null)
            throw WindowError($"the last argument of {name} and {Word(call.Nulls.Value)} both say what happens to NULL", call.Span, "Leave one of them out.");
        var ignoresNulls = function.Arguments[^1] is BoundConstant { Value: true };
        return function with { Function = plain, Arguments = function.Arguments[..^1], IgnoresNulls = ignoresNulls };
    }

    private static bool TakesNullTreatment(string name) => name is "lag" or "lead" or "first_value" or "last_value" or "nth_value";

    private static bool HasNullFlag(FunctionOverload function) =>
        function.Parameters is [.., { IsConstant: true, Type: ExactPattern { Type.Kind: TypeKind.Boolean } }];

    private static string Word(NullTreatment nulls) => nulls switch
    {
        NullTreatment.Respect => "RESPECT NULLS",
        NullTreatment.Ignore => "IGNORE NULLS",
    };

    // A named window gives what the specification does not say itself.
    private WindowSpecification SpecificationOf(OverClause over)
    {
        if (over is NamedWindow named)
            return FindWindow(named.Name);
        var own = (WindowSpecification)over;
        if (own.BaseName is null)
            return own;
        var basis = FindWindow(own.BaseName);
        return own with
        {
            PartitionBy = own.PartitionBy.IsEmpty ? basis.PartitionBy : own.PartitionBy,
            OrderBy = own.OrderBy.IsEmpty ? basis.OrderBy : own.OrderBy,
            Frame = own.Frame ?? basis.Frame,
        };
    }

    private WindowSpecification FindWindow(Identifier name)
    {
        var definition = clause.Windows.FirstOrDefault(window => window.Name.Matches(name.Name))
            ?? throw WindowError($"window {name.Name} cannot be resolved", name.Span);
        return SpecificationOf(definition.Specification);
    }

    private BoundFrame? BindFrame(WindowSpecification window, ImmutableArray<BoundSortItem> order, FunctionOverload function)
    {
        if (window.Frame is { } frame)
            return new FrameBinder(this, window, frame, order).Bind();
        // With an order, sums and the like run up to the current row, not to its last peer as in Hive and in the engine.
        if (window.OrderBy.IsEmpty || session.Settings.HiveCompatible || !function.HasRowFrame)
            return null;
        return new BoundFrame(FrameUnit.Rows, new BoundFrameBound(FrameBoundKind.UnboundedPreceding, null),
            new BoundFrameBound(FrameBoundKind.CurrentRow, null), FrameExclusion.NoOthers);
    }

    private ResolvedCall Resolve(string name, ImmutableArray<FunctionOverload> overloads, FunctionCall call)
    {
        var arguments = call.Arguments.Select(argument => argument is LambdaExpression lambda ? new CallArgument(lambda) : Bind(argument));
        return OverloadResolver.Resolve(name, overloads, [.. arguments], BindLambda, session.Conversions, call.Span);
    }

    private BoundLambda BindLambda(LambdaExpression lambda, ImmutableArray<DataType> types)
    {
        var engineName = session.NewLambdaParameter();
        lambdas.Push([.. lambda.Parameters.Select((name, index) => (name, new BoundLambdaParameter(EngineText(index), types[index], name.Span)))]);
        try
        {
            return new BoundLambda(engineName, Bind(lambda.Body), lambda.Span);
        }
        finally
        {
            lambdas.Pop();
        }

        string EngineText(int index) => types.Length == 1
            ? engineName
            : string.Create(CultureInfo.InvariantCulture, $"struct_extract_at({engineName}, {index + 1})");
    }

    private static RametException WindowError(string detail, SourceSpan span, string? hint = null) =>
        new(ErrorCode.WindowFunction, ErrorKind.User, detail, span, hint);

    // Functions whose result or form depends on more than the types of their arguments.
    private BoundExpression? BindSpecialCall(string name, FunctionCall call) => name switch
    {
        "grouping" or "grouping_id" => BindGrouping(name, call),
        "named_struct" => BindNamedStruct(call),
        "struct" => BindStruct(call),
        "map" => BindMap(call),
        "decode" when call.Arguments.Length != 2 => BindDecode(call),
        "hash" => BindHash(call),
        "to_json" => BindToJson(call),
        "from_json" => BindFromJson(call),
        "json_array" => BindJsonArray(call),
        "json_object" => BindJsonObject(call),
        "cluster_sample" => BindClusterSample(call),
        _ => null,
    };

    // HASH(a, b) combines the hashes of its arguments. What is neither a number nor a truth value is hashed as its text.
    private BoundCall BindHash(FunctionCall call)
    {
        if (call.Arguments.IsEmpty)
            throw BindingErrors.ArgumentCount("hash", "at least 1 parameter", 0, call.Span);
        var hashes = call.Arguments.Select(Bind).Select(item =>
        {
            var function = ComposedFunctions.HashOf(item.Type);
            var value = function.Parameters[0].Type is ExactPattern { Type.Kind: TypeKind.String } ? item.ConvertTo(DataType.String) : item;
            return new BoundCall(function, [value], DataType.Int, item.Span);
        });
        return new BoundCall(ComposedFunctions.HashItems, [.. hashes], DataType.Int, call.Span);
    }

    private BoundCall BindToJson(FunctionCall call)
    {
        if (call.Arguments.Length != 1)
            throw BindingErrors.ArgumentCount("to_json", "1 parameter", call.Arguments.Length, call.Span);
        return new BoundCall(ComposedFunctions.JsonText, [JsonValue(Bind(call.Arguments[0]))], DataType.String, call.Span);
    }

    private BoundCall BindJsonArray(FunctionCall call) =>
        new(ComposedFunctions.JsonArray, [.. call.Arguments.Select(argument => JsonValue(Bind(argument)))], DataType.Json, call.Span);

    private BoundCall BindJsonObject(FunctionCall call)
    {
        if (call.Arguments.Length % 2 != 0)
            throw BindingErrors.ArgumentCount("json_object", "pairs of a key and a value", call.Arguments.Length, call.Span);
        var items = call.Arguments.Select(Bind).Select((item, index) => index % 2 == 0 ? item.ConvertTo(DataType.String) : JsonValue(item));
        return new BoundCall(ComposedFunctions.JsonObject, [.. items], DataType.Json, call.Span);
    }

    // JSON is text in the engine, which would put it in quotes; moments are written as MaxCompute shows them.
    private static BoundCall JsonValue(BoundExpression value) => value.Type.Kind == TypeKind.Json
        ? new BoundCall(ComposedFunctions.JsonOfJson, [value], DataType.Json, value.Span)
        : new BoundCall(ComposedFunctions.JsonOfValue, [value.ConvertTo(JsonTypes.Shown(value.Type))], DataType.Json, value.Span);

    // CLUSTER_SAMPLE(n) OVER (...) is true for n rows of the partition, CLUSTER_SAMPLE(n, m) for m of n: the first ones in a random order.
    private BoundBinary BindClusterSample(FunctionCall call)
    {
        if (call.Arguments.Length is not (1 or 2))
            throw BindingErrors.ArgumentCount("cluster_sample", "1 to 2 parameters", call.Arguments.Length, call.Span);
        if (call.Over is null)
            throw WindowError("the function cluster_sample needs an OVER clause", call.Span);
        var counts = call.Arguments.Select(Bind).ToList();
        foreach (var count in counts)
        {
            if (count is not BoundConstant { Value: long and > 0 })
                throw BindingErrors.Semantic("the arguments of cluster_sample are whole numbers greater than 0", count.Span);
        }
        var ranking = counts.Count == 1 ? "row_number" : "cume_dist";
        var window = BindWindowCall(ranking, FindOverloads(ranking, call.Span), call with { Arguments = [] });
        if (window.OrderBy.Length > 0)
            throw WindowError("the window of cluster_sample has no ORDER BY: its rows are drawn at random", call.Span);
        var drawn = window with { OrderBy = [new BoundSortItem(Call("rand", [], call.Span), IsDescending: false, NullOrder.First)] };
        var limit = counts.Count == 1
            ? counts[0].ConvertTo(DataType.BigInt)
            : new BoundBinary(counts[1].ConvertTo(DataType.Double), BinaryOperator.Divide, counts[0].ConvertTo(DataType.Double), DataType.Double, call.Span);
        return new BoundBinary(drawn, BinaryOperator.LessOrEqual, limit, DataType.Boolean, call.Span);
    }

    private BoundGrouping BindGrouping(string name, FunctionCall call)
    {
        if (!clause.AllowsAggregates)
            throw BindingErrors.Semantic($"{name} may not be called in {clause.Name}", call.Span);
        if (call.Arguments.IsEmpty || (name == "grouping" && call.Arguments.Length > 1))
        {
            var needed = name == "grouping" ? "1 parameter" : "at least 1 parameter";
            throw BindingErrors.ArgumentCount(name, needed, call.Arguments.Length, call.Span);
        }
        return new BoundGrouping([.. call.Arguments.Select(Bind)], call.Span);
    }

    // GROUPING__ID is GROUPING_ID of all keys of GROUP BY, in the order in which they are first written.
    private BoundGrouping BindGroupingOfAllKeys(SourceSpan span)
    {
        if (clause.GroupBy is null)
            throw BindingErrors.Semantic("GROUPING__ID needs a GROUP BY clause", span);
        var binder = new ExpressionBinder(session, scope, context, new Clause("GROUP BY"));
        var keys = clause.GroupBy.Elements.SelectMany(element => element switch
        {
            GroupingSets sets => sets.Sets.SelectMany(set => set.Keys),
            GroupingKey single => [single.Key],
            _ => throw new ArgumentException($"A {element.GetType().Name} has no keys.", nameof(span)),
        });
        if (session.Settings.GroupByPosition && keys.Any(key => key is NumberLiteral))
            throw BindingErrors.Semantic("GROUPING__ID does not know keys that are positions", span, "Write GROUPING_ID(a, b) with the keys.");
        return new BoundGrouping([.. keys.Select(binder.Bind).DistinctBy(key => DuckDbWriter.TextWithoutQueries(key) ?? key.Span.ToString())], span);
    }

    private BoundStruct BindNamedStruct(FunctionCall call)
    {
        if (call.Arguments.Length == 0 || call.Arguments.Length % 2 != 0)
            throw BindingErrors.ArgumentCount("named_struct", "pairs of a name and a value", call.Arguments.Length, call.Span);
        var names = call.Arguments.Where((_, index) => index % 2 == 0).Select(argument => argument is StringLiteral text
            ? text.Value
            : throw BindingErrors.Semantic("the names of named_struct must be text constants", argument.Span));
        return Struct([.. names], [.. call.Arguments.Where((_, index) => index % 2 == 1).Select(Bind)], call.Span);
    }

    private BoundStruct BindStruct(FunctionCall call)
    {
        if (call.Arguments.IsEmpty)
            throw BindingErrors.ArgumentCount("struct", "at least 1 parameter", 0, call.Span);
        return Struct([.. call.Arguments.Select((_, index) => $"col{index + 1}")], [.. call.Arguments.Select(Bind)], call.Span);
    }

    private static BoundStruct Struct(ImmutableArray<string> names, ImmutableArray<BoundExpression> items, SourceSpan span)
    {
        items = [.. items.Select(item => item.Type.Kind == TypeKind.Void ? item.ConvertTo(DataType.String) : item)];
        var type = new StructType([.. names.Zip(items, (name, item) => new StructField(name, item.Type))]);
        return new BoundStruct(names, items, type, span);
    }

    private BoundMap BindMap(FunctionCall call)
    {
        if (call.Arguments.Length == 0 || call.Arguments.Length % 2 != 0)
            throw BindingErrors.ArgumentCount("map", "pairs of a key and a value", call.Arguments.Length, call.Span);
        var items = call.Arguments.Select(Bind).ToArray();
        var keys = Unify([.. items.Where((_, index) => index % 2 == 0)], "the keys of MAP", call.Span);
        var values = Unify([.. items.Where((_, index) => index % 2 == 1)], "the values of MAP", call.Span);
        return new BoundMap(keys, values, new MapType(keys[0].Type, values[0].Type), call.Span);
    }

    // FROM_JSON(json, 'a BIGINT, b ARRAY<STRING>') has the type that its second argument writes. What does not fit is NULL.
    private BoundCall BindFromJson(FunctionCall call)
    {
        if (call.Arguments.Length != 2)
            throw BindingErrors.ArgumentCount("from_json", "2 parameters", call.Arguments.Length, call.Span);
        var json = Bind(call.Arguments[0]);
        if (!json.Type.Kind.IsText && json.Type.Kind is not (TypeKind.Void or TypeKind.Json))
            throw BindingErrors.ArgumentType(json.Type, 1, "from_json", "STRING", json.Span);
        if (call.Arguments[1] is not StringLiteral schema)
            throw BindingErrors.Semantic("the second argument of from_json is a type in quotes, such as 'a BIGINT, b STRING' or 'ARRAY<BIGINT>'", call.Arguments[1].Span);
        return new BoundCall(OtherFunctions.FromJson, [json], SchemaOf(schema), call.Span);
    }

    private static DataType SchemaOf(StringLiteral schema)
    {
        try
        {
            return SqlParser.ParseSchema(schema.Value);
        }
        catch (RametException error)
        {
            throw BindingErrors.Semantic($"'{schema.Value}' is not a type: {error.Detail}", schema.Span, "Write 'a BIGINT, b STRING' or 'ARRAY<BIGINT>'.");
        }
    }

    // DECODE(e, s1, r1, s2, r2, ..., default) is a CASE in which NULL equals NULL.
    private BoundCase BindDecode(FunctionCall call)
    {
        if (call.Arguments.Length < 3)
            throw BindingErrors.ArgumentCount("decode", "at least 3 parameters", call.Arguments.Length, call.Span);
        var items = call.Arguments.Select(Bind).ToArray();
        RequireStable(items[0], "DECODE");
        var hasDefault = items.Length % 2 == 0;
        var pairCount = (items.Length - 1) / 2;
        var results = Enumerable.Range(0, pairCount).Select(pair => items[2 * pair + 2]).ToList();
        if (hasDefault)
            results.Add(items[^1]);
        var unified = Unify(results, "DECODE", call.Span);
        var branches = Enumerable.Range(0, pairCount).Select(pair =>
            new BoundBranch(DistinctFrom(items[0], items[2 * pair + 1], isNegated: true, items[2 * pair + 1].Span), unified[pair]));
        return new BoundCase([.. branches], hasDefault ? unified[^1] : null, unified[0].Type, call.Span);
    }
}
