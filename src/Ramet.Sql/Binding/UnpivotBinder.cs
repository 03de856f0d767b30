using Ramet.Errors;
using Ramet.Sql.Functions;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>
/// Binds UNPIVOT: each row stands beside one row for each group of columns, with their names and values. A NULL is a value like others.
/// Source: the page "PIVOT and UNPIVOT".
/// </summary>
internal sealed class UnpivotBinder(BindingSession session, QueryContext context)
{
    /// <summary>Binds one UNPIVOT.</summary>
    /// <param name="unpivot">The clause.</param>
    /// <param name="input">The rows before it, and their columns.</param>
    public (BoundRelation, Scope) Bind(UnpivotedTable unpivot, (BoundRelation Relation, Scope Scope) input)
    {
        var binder = new ExpressionBinder(session, input.Scope, context, new Clause("UNPIVOT"));
        List<BoundExpression> arguments = [new BoundConstant(DataType.BigInt, (long)unpivot.In.Length, unpivot.Span)];
        HashSet<SourceColumn> taken = [];
        foreach (var columns in unpivot.In)
        {
            arguments.AddRange(LabelsOf(unpivot, columns, binder));
            arguments.AddRange(ValuesOf(unpivot, columns, binder, taken));
        }
        // The rows beside each row are those of STACK.
        var stack = RowFunctions.Find("stack")!([.. arguments], unpivot.Span); // a name that the table has
        var names = Outputs.Name(unpivot.Names.Concat(unpivot.Values).Zip(stack.Types, (name, type) => ((string?)name.Name, type)));
        var view = new BoundLateralView(
            input.Relation, isOuter: false, stack.Function, stack.Arguments, session.NewAlias(unpivot.Alias?.Name ?? "q"),
            names.Select(output => (output.Name, output.EngineName, output.Type)));
        return (view, ScopeOf(unpivot, input.Scope, taken, view));
    }

    private static IEnumerable<BoundExpression> LabelsOf(UnpivotedTable unpivot, UnpivotColumns columns, ExpressionBinder binder)
    {
        if (columns.Labels.Length > 0)
        {
            return columns.Labels.Length == unpivot.Names.Length
                ? columns.Labels.Select(binder.Bind)
                : throw Count("labels", unpivot.Names.Length, columns.Labels.Length, columns.Span);
        }
        var name = string.Join('_', columns.Columns.Select(column => column.Parts[^1].Name.ToLowerInvariant()));
        return unpivot.Names.Select(_ => new BoundConstant(DataType.String, name, columns.Span));
    }

    private static IEnumerable<BoundExpression> ValuesOf(
        UnpivotedTable unpivot, UnpivotColumns columns, ExpressionBinder binder, HashSet<SourceColumn> taken)
    {
        if (columns.Columns.Length != unpivot.Values.Length)
            throw Count("columns", unpivot.Values.Length, columns.Columns.Length, columns.Span);
        foreach (var reference in columns.Columns)
        {
            var value = binder.Bind(reference);
            if (value is BoundColumn { Column: var column })
                taken.Add(column);
            yield return value;
        }
    }

    // The columns that became rows are gone. With an alias the others go by it, too.
    private Scope ScopeOf(UnpivotedTable unpivot, Scope input, HashSet<SourceColumn> taken, BoundLateralView view)
    {
        var scope = new Scope(context.Outer, context.OuterColumns);
        foreach (var column in input.Columns.Where(column => !(column.Value is BoundColumn { Column: var source } && taken.Contains(source))))
            scope.Add(unpivot.Alias is { } alias ? column with { Project = null, Qualifier = alias.Name } : column);
        scope.Add(view, unpivot.Alias?.Name);
        return scope;
    }

    private static RametException Count(string what, int needed, int found, SourceSpan span) =>
        BindingErrors.Semantic($"UNPIVOT needs {needed} {what} here, found {found}", span);
}
