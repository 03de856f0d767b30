using System.Collections.Immutable;
using System.Globalization;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Types;
using static Ramet.Sql.Functions.Define;

namespace Ramet.Sql.Functions;

/// <summary>
/// Functions that give rows whose columns depend on the arguments, so that no signature can name them: INLINE, JSON_TUPLE, STACK and more.
/// Source: the pages "Complex type functions", "String functions" and "Other functions".
/// </summary>
internal static class RowFunctions
{
    /// <summary>Settles a call of one of these functions.</summary>
    /// <param name="arguments">The arguments as they were written.</param>
    /// <param name="span">Where the call was written.</param>
    /// <exception cref="RametException">The arguments do not fit.</exception>
    public delegate ResolvedCall Resolver(ImmutableArray<BoundExpression> arguments, SourceSpan span);

    private const int StackRowsMax = 10_000;

    private static readonly ImmutableSortedDictionary<string, Resolver> resolvers =
        ImmutableSortedDictionary.Create<string, Resolver>(StringComparer.OrdinalIgnoreCase)
            .Add("inline", Inline)
            .Add("json_tuple", JsonTuple)
            .Add("keyvalue_tuple", KeyValueTuple)
            .Add("parse_url_tuple", ParseUrlTuple)
            .Add("stack", Stack)
            .Add("trans_array", TransArray)
            .Add("trans_cols", TransCols);

    /// <summary>The names of all these functions.</summary>
    public static IEnumerable<string> Names => resolvers.Keys;

    /// <summary>The function of this name; null when it is another one.</summary>
    public static Resolver? Find(string name) => resolvers.GetValueOrDefault(name);

    /// <summary><c>inline(array&lt;struct&lt;..&gt;&gt;)</c>: a row for each element, a column for each field.</summary>
    private static ResolvedCall Inline(ImmutableArray<BoundExpression> arguments, SourceSpan span)
    {
        if (arguments.Length != 1)
            throw BindingErrors.ArgumentCount("inline", "1 parameter", arguments.Length, span);
        if (arguments[0].Type is not ArrayType { Element: StructType row })
            throw BindingErrors.ArgumentType(arguments[0].Type, 1, "inline", "ARRAY<STRUCT>", arguments[0].Span);
        return Rows(
            "inline",
            arguments,
            row.Fields.Select((field, index) => (field.Name, field.Type, Invariant($"unnest(list_transform({{0}}, lambda row: struct_extract_at(row, {index + 1})))"))));
    }

    /// <summary><c>json_tuple(json, key, ..)</c>: one row with the text of each key of an object.</summary>
    private static ResolvedCall JsonTuple(ImmutableArray<BoundExpression> arguments, SourceSpan span)
    {
        RequireTexts("json_tuple", arguments, 2, span);
        return Rows(
            "json_tuple",
            arguments,
            arguments.Skip(1).Select((_, index) => (Invariant($"c{index}"), DataType.String, Invariant($"mc_json_member({{0}}, {{{index + 1}}})"))));
    }

    /// <summary><c>keyvalue_tuple(text, pairs, parts, key, ..)</c>: one row with the value of each key.</summary>
    private static ResolvedCall KeyValueTuple(ImmutableArray<BoundExpression> arguments, SourceSpan span)
    {
        RequireTexts("keyvalue_tuple", arguments, 4, span);
        return Rows(
            "keyvalue_tuple",
            arguments,
            arguments.Skip(3).Select((_, index) => (Invariant($"c{index}"), DataType.String, Invariant($"mc_keyvalue({{0}}, {{1}}, {{2}}, {{{index + 3}}})"))));
    }

    /// <summary><c>parse_url_tuple(url, part, ..)</c>: one row with each part of an address; <c>QUERY:key</c> is one value of the query.</summary>
    private static ResolvedCall ParseUrlTuple(ImmutableArray<BoundExpression> arguments, SourceSpan span)
    {
        RequireTexts("parse_url_tuple", arguments, 2, span);
        return Rows(
            "parse_url_tuple",
            arguments,
            arguments.Skip(1).Select((_, index) => (Invariant($"c{index}"), DataType.String, Invariant($"mc_url_tuple_part({{0}}, {{{index + 1}}})"))));
    }

    /// <summary>
    /// <c>trans_array(n, separator, key, .., array, ..)</c>: a row for each element of the arrays, or parts of the texts, side by side behind
    /// the first n columns; the shorter ones are filled with NULL.
    /// </summary>
    private static ResolvedCall TransArray(ImmutableArray<BoundExpression> arguments, SourceSpan span)
    {
        var keys = KeyCount("trans_array", arguments, 2, span);
        var columns = arguments.Skip(2).Select((argument, index) => argument.Type switch
        {
            _ when index < keys => (Invariant($"col{index}"), argument.Type, Invariant($"{{{index + 2}}}")),
            ArrayType array => (Invariant($"col{index}"), array.Element, Invariant($"unnest({{{index + 2}}})")),
            { Kind: TypeKind.String or TypeKind.VarChar or TypeKind.Char } => (Invariant($"col{index}"), DataType.String, Invariant($"unnest(string_split({{{index + 2}}}, {{1}}))")),
            var other => throw BindingErrors.ArgumentType(other, index + 3, "trans_array", "ARRAY or STRING", argument.Span),
        });
        return Rows("trans_array", arguments, columns);
    }

    /// <summary><c>trans_cols(n, key, .., column, ..)</c>: a row for each column, with its number and its value, behind the first n columns.</summary>
    private static ResolvedCall TransCols(ImmutableArray<BoundExpression> arguments, SourceSpan span)
    {
        var keys = KeyCount("trans_cols", arguments, 1, span);
        var type = CommonType([.. arguments.Skip(1 + keys)]);
        var count = arguments.Length - 1 - keys;
        var converted = arguments.Select((argument, index) => index > keys ? argument.ConvertTo(type) : argument);
        var values = Enumerable.Range(1 + keys, count).Select(index => Invariant($"{{{index}}}"));
        return Rows(
            "trans_cols",
            [.. converted],
            [
                ("idx", DataType.BigInt, Invariant($"unnest(range(1, {count + 1}))")),
                .. arguments.Skip(1).Take(keys).Select((key, index) => (Invariant($"col{index}"), key.Type, Invariant($"{{{index + 1}}}"))),
                (Invariant($"col{keys}"), type, $"unnest([{string.Join(", ", values)}])"),
            ]);
    }

    /// <summary>The first argument, a number of columns that stay as they are; others must follow.</summary>
    private static int KeyCount(string function, ImmutableArray<BoundExpression> arguments, int before, SourceSpan span)
    {
        if (arguments.Length < before + 1)
            throw BindingErrors.ArgumentCount(function, $"at least {before + 1} parameters", arguments.Length, span);
        return arguments[0] is BoundConstant { Value: long count and >= 0 } && count < arguments.Length - before
            ? (int)count
            : throw BindingErrors.Semantic(
                $"the first argument of {function} is the number of columns that stay as they are: a whole number from 0, less than the number of columns given", arguments[0].Span);
    }

    private static void RequireTexts(string function, ImmutableArray<BoundExpression> arguments, int countMin, SourceSpan span)
    {
        if (arguments.Length < countMin)
            throw BindingErrors.ArgumentCount(function, $"at least {countMin} parameters", arguments.Length, span);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].Type.Kind.IsText && arguments[i].Type.Kind is not (TypeKind.Void or TypeKind.Json))
                throw BindingErrors.ArgumentType(arguments[i].Type, i + 1, function, "STRING", arguments[i].Span);
        }
    }

    /// <summary><c>stack(n, value, ..)</c>: the values in n rows; what lacks in the last row is NULL.</summary>
    private static ResolvedCall Stack(ImmutableArray<BoundExpression> arguments, SourceSpan span)
    {
        if (arguments.Length < 2)
            throw BindingErrors.ArgumentCount("stack", "at least 2 parameters", arguments.Length, span);
        if (arguments[0] is not BoundConstant { Value: long rows and > 0 and <= StackRowsMax })
            throw BindingErrors.Semantic($"the first argument of stack is the number of rows: a whole number from 1 to {StackRowsMax}", arguments[0].Span);
        var values = arguments.RemoveAt(0);
        var columnCount = (int)((values.Length + rows - 1) / rows);
        var columns = Enumerable.Range(0, columnCount).Select(column => CommonType([.. values.Where((_, index) => index % columnCount == column)])).ToList();
        var converted = values.Select((value, index) => value.ConvertTo(columns[index % columnCount]));
        return Rows("stack", [.. converted], columns.Select((type, column) => (Invariant($"col{column}"), type, ColumnText(column))));

        string ColumnText(int column)
        {
            var cells = Enumerable.Range(0, (int)rows)
                .Select(row => row * columnCount + column)
                .Select(index => index < values.Length ? Invariant($"{{{index}}}") : "NULL");
            return $"unnest([{string.Join(", ", cells)}])";
        }
    }

    /// <summary>The type of a column that has all these values.</summary>
    private static DataType CommonType(ImmutableArray<BoundExpression> cells)
    {
        var type = DataType.Void;
        foreach (var cell in cells)
        {
            type = CommonTypes.ForValues(type, cell.Type)
                ?? throw BindingErrors.Semantic($"one column has values of the types {type.ToSql()} and {cell.Type.ToSql()}, which have no common type", cell.Span, "Convert one of them with CAST.");
        }
        return type.Kind == TypeKind.Void ? DataType.String : type;
    }

    private static ResolvedCall Rows(
        string name, ImmutableArray<BoundExpression> arguments, IEnumerable<(string Name, DataType Type, string Engine)> columns)
    {
        var all = columns.ToList();
        var function = Table($"{name}() ()", string.Join(", ", all.Select(column => column.Engine))) with
        {
            Results = [.. all.Select(column => new FunctionResult(column.Name, new ExactPattern(column.Type), ResultRule.Same))],
        };
        return new ResolvedCall(function, arguments, [.. all.Select(column => column.Type)]);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
