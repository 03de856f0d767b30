using System.Globalization;
using Ramet.DuckDb;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Scripts;

/// <summary>Computes values of variables and conditions.</summary>
internal static class ScriptValue
{
    /// <summary>
    /// The value. Those of the types of partition columns, and BOOLEAN, are constants for the statements that follow, so that they can choose
    /// partitions; others are kept by the engine.
    /// </summary>
    public static ScriptVariable Of(StatementContext context, ScriptScope scope, Expression value, DataType? type)
    {
        var tables = new QueryTables(context, value, targets: []);
        var plan = QueryPlanner.Plan(context, context.Binder(tables).BindValue(value, type), tables);
        var known = plan.Columns[0].Type;
        return IsConstant(known) ? new ScriptVariable.Value(known, Read(context, plan, known)) : scope.Keep(context, plan);
    }

    private static bool IsConstant(DataType type) => type.Kind
        is TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt or TypeKind.String or TypeKind.VarChar or TypeKind.Char
        or TypeKind.Boolean or TypeKind.Date;

    private static object? Read(StatementContext context, QueryPlan plan, DataType type)
    {
        try
        {
            using var rows = context.Session.Engine.Query(plan.Sql, context.Zone, context.CancellationToken);
            if (!rows.TryReadChunk(out var chunk) || chunk.RowCount == 0)
                return null;
            return new ValueText(type).Read(chunk.Vector(0), 0) is { } text ? Parse(type, text) : null;
        }
        catch (DuckDbException error)
        {
            throw DataFileDiagnosis.Explain(context, plan, error);
        }
    }

    private static object Parse(DataType type, string text) => type.Kind switch
    {
        TypeKind.TinyInt or TypeKind.SmallInt or TypeKind.Int or TypeKind.BigInt => long.Parse(text, CultureInfo.InvariantCulture),
        TypeKind.Boolean => bool.Parse(text),
        TypeKind.Date => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => text,
    };
}
