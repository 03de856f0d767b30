using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Tests.Support;

/// <summary>Short ways from text to bound trees and engine text.</summary>
internal static class Bind
{
    /// <summary>The settings of most tests: full scans and ORDER BY without LIMIT are allowed.</summary>
    public static readonly BinderSettings Lenient = new() { AllowFullScan = true, ValidateOrderByLimit = false };

    public static BoundQuery Query(string sql, BinderSettings? settings = null) =>
        new Binder(TestTables.Instance, settings ?? Lenient).BindQuery(SqlParser.ParseQuery(sql));

    public static BoundInsert Insert(string sql, BinderSettings? settings = null) =>
        new Binder(TestTables.Instance, settings ?? Lenient).BindInsert((InsertStatement)SqlParser.ParseStatement(sql));

    public static BoundRowChange RowChange(string sql, BinderSettings? settings = null) =>
        new Binder(TestTables.Instance, settings ?? Lenient).BindRowChange((RowChangeStatement)SqlParser.ParseStatement(sql));

    /// <summary>The engine's text of a query, reading from <c>{table}.parquet</c>.</summary>
    public static string Written(string sql, BinderSettings? settings = null) =>
        DuckDbWriter.Write(Query(sql, settings), scan => new ScanFiles([$"{scan.Table.Name}.parquet"], RowCount: 7));

    /// <summary>The type of an expression over no table.</summary>
    public static string TypeOf(string expression, BinderSettings? settings = null) =>
        Query($"SELECT {expression}", settings).Columns[0].Type.ToString();

    public static RametException Error(string sql, BinderSettings? settings = null) =>
        Assert.Throws<RametException>(() => Query(sql, settings));
}
