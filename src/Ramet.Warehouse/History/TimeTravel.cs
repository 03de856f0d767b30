using System.Globalization;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;
using Ramet.Warehouse.Statements;
using TableName = Ramet.Sql.Syntax.TableName;

namespace Ramet.Warehouse.History;

/// <summary>Tables as they were: <c>TIMESTAMP AS OF</c> and <c>VERSION AS OF</c>.</summary>
internal static class TimeTravel
{
    private static readonly string[] TimeForms = ["yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd"];

    /// <summary>The table in the state that is asked for: rows, columns and names of then, also when that state is the current one.</summary>
    /// <param name="context">The statement.</param>
    /// <param name="table">The table as it is.</param>
    /// <param name="name">Its name, where it was written.</param>
    /// <param name="version">Which of its states.</param>
    /// <exception cref="RametException">It had no such state, or has it no longer.</exception>
    public static CatalogTable Go(StatementContext context, CatalogTable table, TableName name, TableVersion version)
    {
        if (table.Kind != TableKind.Managed)
            throw StatementErrors.Semantic(name.Span, $"{table.FullName} is {TableKinds.Describe(table.Kind)} and has no history");
        var history = TableHistory.Of(context, table);
        switch (version)
        {
            case VersionAsOf { Number: var number }:
                return To(table, history.Find(number.Value, number.Span));
            case TimestampAsOf { Time: var written }:
                var time = Time(context, written, out var text);
                if (time > context.Now)
                    throw StatementErrors.Semantic(written.Span, $"{text} is in the future", "Leave TIMESTAMP AS OF out to read the table as it is.");
                return To(table, history.At(time, text, written.Span));
            default:
                throw new ArgumentException($"No way to find the version {version.GetType().Name}.", nameof(version));
        }
    }

    /// <summary>The table in one of its states, with the columns that it had when that state was made.</summary>
    public static CatalogTable To(CatalogTable table, TableState state) => table with { Metadata = table.Metadata.AsOf(state.Snapshot) };

    /// <summary>
    /// The name under which a column of an older state is granted today, whatever it was called then. One that has been dropped since can no
    /// longer be granted by itself.
    /// </summary>
    /// <param name="table">The table as it is.</param>
    /// <param name="fieldId">The field id of the column.</param>
    /// <param name="name">Its name in the older state.</param>
    public static string GrantedName(CatalogTable table, int fieldId, string name) =>
        table.Metadata.CurrentSchema.Fields.FirstOrDefault(field => field.Id == fieldId)?.Name ?? $"{name} (dropped)";

    /// <summary>The instant that a literal means in the time zone of the session.</summary>
    private static DateTimeOffset Time(StatementContext context, Expression written, out string text)
    {
        text = written switch
        {
            StringLiteral literal => literal.Value,
            TypedLiteral { Type.Kind: TypeKind.Date or TypeKind.DateTime or TypeKind.Timestamp } literal => literal.Text,
            _ => throw StatementErrors.Semantic(written.Span, "TIMESTAMP AS OF takes a text or a literal of a time type", Example),
        };
        if (!DateTime.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            throw StatementErrors.Semantic(written.Span, $"'{text}' is not a time", Example);
        if (context.Zone.IsInvalidTime(local))
            throw StatementErrors.Semantic(written.Span, $"'{text}' does not exist in the time zone {context.Zone.Id}");
        return new DateTimeOffset(local, context.Zone.GetUtcOffset(local));
    }

    private const string Example = "Write for example TIMESTAMP AS OF '2024-01-15 10:30:00'.";
}
