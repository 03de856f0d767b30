using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Functions;

/// <summary>An argument before its function is known: a value, or a lambda, whose parameters get their types from the function.</summary>
internal readonly record struct CallArgument(BoundExpression? Value, LambdaExpression? Lambda)
{
    public CallArgument(LambdaExpression lambda) : this(null, lambda)
    {
    }

    public static implicit operator CallArgument(BoundExpression value) => new(value, null);

    /// <summary>Where the argument was written.</summary>
    public SourceSpan Span => Value?.Span ?? Lambda!.Span;
}

/// <summary>A call whose function is settled.</summary>
/// <param name="Function">The chosen overload.</param>
/// <param name="Arguments">The arguments, converted to its parameters.</param>
/// <param name="Types">The type of the result, or of each result column.</param>
internal sealed record ResolvedCall(FunctionOverload Function, ImmutableArray<BoundExpression> Arguments, ImmutableArray<DataType> Types);

/// <summary>Chooses the overload of a function whose parameters are nearest to the arguments, and converts these.</summary>
internal static class OverloadResolver
{
    /// <summary>Settles a call.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="overloads">The ways to call it; at least one.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="bindLambda">Binds a lambda once the types of its parameters are known.</param>
    /// <param name="conversions">Which conversions need no CAST.</param>
    /// <param name="span">Where the call was written.</param>
    /// <exception cref="RametException">No overload takes so many arguments, or arguments of these types.</exception>
    public static ResolvedCall Resolve(
        string name,
        ImmutableArray<FunctionOverload> overloads,
        ImmutableArray<CallArgument> arguments,
        Func<LambdaExpression, ImmutableArray<DataType>, BoundLambda> bindLambda,
        TypeConversions conversions,
        SourceSpan span)
    {
        var candidates = overloads.RemoveAll(overload => !overload.Takes(arguments.Length));
        if (candidates.IsEmpty)
            throw BindingErrors.ArgumentCount(name, CountsOf(overloads), arguments.Length, span);
        var nearest = candidates
            .Select(overload => (Overload: overload, Match: new SignatureMatch(overload, arguments, bindLambda, conversions)))
            .Where(candidate => candidate.Match.Distance is not null)
            .OrderBy(candidate => candidate.Match.Distance)
            .FirstOrDefault();
        if (nearest.Overload is null)
            throw TypeError(name, candidates[0], arguments, bindLambda, conversions, span);
        var converted = nearest.Match.ConvertArguments();
        RequireConstants(name, nearest.Overload, converted);
        return new ResolvedCall(nearest.Overload, converted, nearest.Match.ResultTypes());
    }

    private static RametException TypeError(
        string name,
        FunctionOverload overload,
        ImmutableArray<CallArgument> arguments,
        Func<LambdaExpression, ImmutableArray<DataType>, BoundLambda> bindLambda,
        TypeConversions conversions,
        SourceSpan span)
    {
        var index = new SignatureMatch(overload, arguments, bindLambda, conversions).FirstMismatch;
        var expected = overload.ParameterAt(index).Type.ToString();
        return arguments[index].Value is { } value
            ? BindingErrors.ArgumentType(value.Type, index + 1, name, expected, value.Span)
            : BindingErrors.Semantic($"argument {index + 1} of the function {name} may not be a lambda, expect {expected}", span);
    }

    private static void RequireConstants(string name, FunctionOverload overload, ImmutableArray<BoundExpression> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (overload.ParameterAt(i).IsConstant && !arguments[i].IsConstant)
                throw BindingErrors.Semantic($"argument {i + 1} of the function {name} must be a constant", arguments[i].Span);
        }
    }

    private static string CountsOf(ImmutableArray<FunctionOverload> overloads)
    {
        var min = overloads.Min(overload => overload.ArgumentsMin);
        var max = overloads.Any(overload => overload.ArgumentsMax is null) ? null : overloads.Max(overload => overload.ArgumentsMax);
        if (max is null)
            return $"at least {min} {Parameters(min)}";
        return min == max ? $"{min} {Parameters(min)}" : $"{min} to {max} {Parameters(max.Value)}";
    }

    private static string Parameters(int count) => count == 1 ? "parameter" : "parameters";
}
