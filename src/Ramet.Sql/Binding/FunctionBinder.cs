using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Functions;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Binds a call of a function that a user wrote in SQL: its expression takes the place of the call, with the bound arguments in the place of
/// the parameters. It is bound by itself, so that no name in it can mean anything of the statement around it.
/// </summary>
internal sealed class FunctionBinder(BindingSession session, FunctionSymbol function)
{
    // An argument is repeated as often as its parameter is named, and calls stand within calls.
    private const int SizeMax = 10_000;

    // The expression stands within a statement that may be as high as any.
    private const int HeightMax = SyntaxLimits.HeightMax / 2;

    /// <summary>Binds a call.</summary>
    /// <param name="call">The call, whose place is that of everything in the function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="RametException">The arguments do not fit, or one that gives another value each time would be computed several times.</exception>
    public BoundExpression BindCall(FunctionCall call, ImmutableArray<BoundExpression> arguments)
    {
        var converted = Convert(call, arguments);
        var parameters = new FunctionArguments(function.Parameters.Zip(converted, (parameter, value) => (parameter.Name.Name, value)));
        var body = (Expression)function.Body.Rewrite(node => node with { Span = call.Span });
        var result = BindBody(body, parameters, call.Span);
        foreach (var (parameter, value) in function.Parameters.Zip(converted))
            RequireOneValue(parameter, value, parameters.UsesOf(parameter.Name.Name));
        Measure(result, call.Span);
        return result;
    }

    /// <summary>Checks the definition; each error has its place in it.</summary>
    /// <exception cref="RametException">It has no meaning.</exception>
    public void Check()
    {
        var values = function.Parameters.Select(parameter =>
            (parameter.Name.Name, (BoundExpression)new BoundLambdaParameter(parameter.Name.Name, function.TypeOf(parameter), parameter.Span)));
        foreach (var node in function.Body.DescendantsAndSelf())
        {
            if (node is Query or PartitionFact)
                throw BindingErrors.Unsupported("a query or a question about tables in a SQL function", node.Span, "Give the function the value as an argument.");
        }
        Measure(BindBody(function.Body, new FunctionArguments(values), function.Body.Span), function.Body.Span);
    }

    private BoundExpression BindBody(Expression body, FunctionArguments arguments, SourceSpan span)
    {
        var inside = session.Inside(function, arguments);
        var value = inside.ConstantBinder("a SQL function").Bind(body);
        if (function.Returns is null)
            return value.Type.Kind == TypeKind.Void ? value.ConvertTo(DataType.String) : value;
        var type = function.TypeOf(function.Returns);
        return Fits(inside, value, type) ? value.ConvertTo(type) : throw BindingErrors.NotImplicit(value.Type, type, span);
    }

    private ImmutableArray<BoundExpression> Convert(FunctionCall call, ImmutableArray<BoundExpression> arguments)
    {
        var needed = function.Parameters.Length;
        if (arguments.Length != needed)
            throw BindingErrors.ArgumentCount(function.Name, needed == 1 ? "1 parameter" : $"{needed} parameters", arguments.Length, call.Span);
        return
        [
            .. function.Parameters.Zip(arguments, (parameter, value) =>
            {
                var type = function.TypeOf(parameter);
                return Fits(session, value, type) ? value.ConvertTo(type) : throw BindingErrors.NotImplicit(value.Type, type, value.Span);
            }),
        ];
    }

    private static bool Fits(BindingSession session, BoundExpression value, DataType type) =>
        value.Type.Kind == TypeKind.Void || session.Conversions.IsImplicit(value.Type, type) || value.FitsInto(type);

    /// <summary>
    /// A random value would differ from one use of its parameter to the next, and within a lambda from one element to the next; a query is
    /// one part of the statement and not two.
    /// </summary>
    private void RequireOneValue(SqlFunctionParameter parameter, BoundExpression value, int uses)
    {
        var isRepeated = uses > 1 || (uses == 1 && function.Body.DescendantsAndSelf().Any(static node => node is LambdaExpression));
        if (!isRepeated || !value.DescendantsAndSelf().Any(static node => node is BoundSubquery or BoundCall { Function.IsVolatile: true }))
            return;
        throw BindingErrors.Unsupported(
            $"a random value or a subquery as an argument that function {function.Name} uses several times, as it does @{parameter.Name.Name},",
            value.Span,
            "Compute the value in a subquery in FROM, and give the function its column.");
    }

    private void Measure(BoundExpression expression, SourceSpan span)
    {
        var (size, pending) = (0, new Stack<(BoundExpression Node, int Depth)>([(expression, 1)]));
        while (pending.TryPop(out var next))
        {
            if (++size > SizeMax || next.Depth > HeightMax)
            {
                throw BindingErrors.Semantic(
                    $"the expression of function {function.Name} is too large with its arguments in it", span,
                    "Compute an argument in a subquery in FROM, and give the function its column.");
            }
            foreach (var child in next.Node.Children)
                pending.Push((child, next.Depth + 1));
        }
    }
}

/// <summary>The values of a function's parameters in one call, and how often the function names each.</summary>
internal sealed class FunctionArguments(IEnumerable<(string Name, BoundExpression Value)> arguments)
{
    private readonly Dictionary<string, BoundExpression> values =
        arguments.ToDictionary(static argument => argument.Name, static argument => argument.Value, StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, int> uses = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value of a parameter.</summary>
    /// <exception cref="RametException">There is no parameter of this name.</exception>
    public BoundExpression Use(Identifier name)
    {
        if (!values.TryGetValue(name.Name, out var value))
            throw BindingErrors.Semantic($"the function has no parameter @{name.Name}", name.Span);
        uses[name.Name] = UsesOf(name.Name) + 1;
        return value;
    }

    /// <summary>How often it was used.</summary>
    public int UsesOf(string name) => uses.GetValueOrDefault(name);
}

/// <summary>What an SQL function can name of the world around it: nothing.</summary>
internal sealed class NoTables : ITableResolver
{
    public static readonly NoTables Instance = new();

    public TableSymbol Resolve(TableName name, TableVersion? version) => throw Refused(name.Span);

    public string? GreatestPartition(TableName name) => throw Refused(name.Span);

    public bool HasPartition(TableName name, IReadOnlyList<string> values) => throw Refused(name.Span);

    public bool HasTable(TableName name) => throw Refused(name.Span);

    public FunctionSymbol? FindFunction(Identifier? project, Identifier name) => throw BindingErrors.Semantic(
        $"a SQL function may only call built-in functions, and {name.Name} is none",
        name.Span,
        Spelling.Nearest(name.Name, FunctionCatalog.Names) is { } nearest ? $"Did you mean {nearest}?" : "Write its expression in its place.");

    private static RametException Refused(SourceSpan span) => BindingErrors.Semantic("a SQL function cannot read tables", span);
}
