using System.Collections.Immutable;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>What the binder has to know about a function that a user wrote in SQL.</summary>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Returns">The result; null when it has the type of the expression.</param>
/// <param name="Body">The expression that a call stands for.</param>
/// <param name="Settings">The settings under which it was written.</param>
public sealed record FunctionSymbol(
    string Name, ImmutableArray<SqlFunctionParameter> Parameters, SqlFunctionParameter? Returns, Expression Body, BinderSettings Settings)
{
    /// <summary>The type of a parameter, or of the result, under the settings of the function.</summary>
    internal DataType TypeOf(SqlFunctionParameter parameter) => Settings.Effective(parameter.Type.Type, parameter.Type.Span);
}
