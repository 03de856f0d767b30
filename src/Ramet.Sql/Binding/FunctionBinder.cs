using System.Collections.Immutable;
using Ramet.Errors;
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
    private readonly BodyVariables variables = new(
        $"function {function.Name}", function.Definition.DescendantsAndSelf().Any(static node => node is LambdaExpression));

    /// <summary>Binds a call.</summary>
    /// <param name="call">The call, whose place is that of everything in the function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="RametException">
    /// The arguments do not fit, one that gives another value each time would be computed several times, the function calls itself, or it
    /// is too large.
    /// </exception>
    public BoundExpression BindCall(FunctionCall call, ImmutableArray<BoundExpression> arguments)
    {
        var converted = Convert(call, arguments);
        session.Expansion.Count(function.Size, function.Name, call.Span);
        var before = converted.Sum(value => session.Expansion.Measure(value, function.Name, call.Span));
        foreach (var (parameter, value) in function.Parameters.Zip(converted))
            variables.Set(parameter.Name, value);
        var result = BindBody(session.Inside(function, variables, call.Span), node => node with { Span = call.Span }, call.Span);
        var added = session.Expansion.Measure(result, function.Name, call.Span) - before;
        session.Expansion.Count(Math.Max(added, 0), function.Name, call.Span);
        return result;
    }

    /// <summary>Checks the definition; each error has its place in it.</summary>
    /// <exception cref="RametException">It has no meaning.</exception>
    public void Check()
    {
        foreach (var node in function.Definition.DescendantsAndSelf())
        {
            if (node is Query or PartitionFact)
                throw BindingErrors.Unsupported("a query or a question about tables in a SQL function", node.Span, "Give the function the value as an argument.");
        }
        foreach (var parameter in function.Parameters)
            variables.Set(parameter.Name, new BoundLambdaParameter(parameter.Name.Name, function.TypeOf(parameter), parameter.Span));
        var span = function.Definition.Body.Span;
        var result = BindBody(session.Inside(function, variables, function.Definition.Function.Span), static node => node, span);
        session.Expansion.Measure(result, function.Name, span);
    }

    private BoundExpression BindBody(BindingSession inside, Func<SyntaxNode, SyntaxNode> place, SourceSpan span)
    {
        var binder = inside.ConstantBinder("a SQL function");
        foreach (var step in function.Definition.Steps.Cast<AssignValueStatement>())
        {
            var assigned = binder.Bind((Expression)step.Value.Rewrite(place));
            if (step.Type is { } type)
                assigned = ConvertTo(inside, assigned, function.TypeOf(type), assigned.Span);
            session.Expansion.Measure(assigned, function.Name, span);
            variables.Set(step.Variable, assigned);
        }
        var value = binder.Bind((Expression)function.Definition.Body.Rewrite(place));
        if (function.Definition.Returns is { } result)
            return ConvertTo(inside, value, function.TypeOf(result), span);
        return value.Type.Kind == TypeKind.Void ? value.ConvertTo(DataType.String) : value;
    }

    private ImmutableArray<BoundExpression> Convert(FunctionCall call, ImmutableArray<BoundExpression> arguments)
    {
        var needed = function.Parameters.Length;
        if (arguments.Length != needed)
            throw BindingErrors.ArgumentCount(function.Name, needed == 1 ? "1 parameter" : $"{needed} parameters", arguments.Length, call.Span);
        return [.. function.Parameters.Zip(arguments, (parameter, value) => ConvertTo(session, value, function.TypeOf(parameter), value.Span))];
    }

    private static BoundExpression ConvertTo(BindingSession session, BoundExpression value, DataType type, SourceSpan span) =>
        session.FitsInto(value, type) ? value.ConvertTo(type) : throw BindingErrors.NotImplicit(value.Type, type, span);
}

/// <summary>The calls around the text of a function that is being bound.</summary>
/// <param name="Function">The function.</param>
/// <param name="Outer">The call in whose text it is called; null when the statement calls it.</param>
internal sealed record FunctionFrame(FunctionSymbol Function, FunctionFrame? Outer)
{
    // Binding recurses over the texts of functions within functions, so together they may be as high as one statement.
    private readonly int height = Function.Height + (Outer?.height ?? 0);

    /// <summary>The frame of a call.</summary>
    /// <exception cref="RametException">The function leads to itself, or too deep.</exception>
    public static FunctionFrame Enter(FunctionSymbol function, FunctionFrame? outer, SourceSpan span)
    {
        for (var around = outer; around is not null; around = around.Outer)
        {
            if (around.Function.IsSame(function))
                throw BindingErrors.Semantic($"function {function.Name} leads to itself", span, "A SQL function stands for an expression and cannot call itself.");
        }
        var entered = new FunctionFrame(function, outer);
        return entered.height <= SyntaxLimits.HeightMax / 2
            ? entered
            : throw BindingErrors.Semantic($"function {function.Name} is too deep within other functions", span);
    }
}

/// <summary>What an SQL function can name of the world around it: other functions, and no tables.</summary>
/// <param name="around">The world.</param>
internal sealed class FunctionsOnly(ITableResolver around) : ITableResolver
{
    public TableSymbol Resolve(TableName name, TableVersion? version) => throw Refused(name.Span);

    public string? GreatestPartition(TableName name) => throw Refused(name.Span);

    public bool HasPartition(TableName name, IReadOnlyList<string> values) => throw Refused(name.Span);

    public bool HasTable(TableName name) => throw Refused(name.Span);

    public FunctionSymbol? FindFunction(Identifier? project, Identifier name) => around.FindFunction(project, name);

    private static RametException Refused(SourceSpan span) => BindingErrors.Semantic("a SQL function cannot read tables", span);
}
