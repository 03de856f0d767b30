using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Clone;
using Ramet.Warehouse.Compaction;
using Ramet.Warehouse.Jobs;
using Ramet.Warehouse.Queries;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Unloading;

namespace Ramet.Warehouse.Statements;

/// <summary>
/// EXPLAIN: the plan of a statement that runs a query, and the files of one that moves files. The permissions are asked as if it ran; nothing is
/// written.
/// </summary>
internal static class ExplainStatements
{
    public static StatementResult Explain(StatementContext context, ExplainStatement statement) => statement.Explained switch
    {
        CloneTableStatement clone => Show(context, CloneTable.Explain(context, clone)),
        LoadStatement load => Show(context, LoadStatements.Explain(context, load)),
        AlterTableStatement { Action: MergeSmallFilesAction or CompactAction } merge => Show(context, CompactionStatements.Explain(context, merge)),
        SelectStatement select => Show(context, QueryPlanner.Plan(context, select.Query)),
        InsertStatement insert => Show(context, InsertStatements.Plan(context, insert).Query),
        MultiInsertStatement insert => Show(context, MultiInsertStatements.Plan(context, insert) is var plans && plans.Source is { } source ? source : plans.Branches[0].Query),
        UnloadStatement unload => Show(context, UnloadStatements.Plan(context, unload)),
        RowChangeStatement change => Show(context, RowChangeStatements.Plan(context, change).Query),
        var other => throw StatementErrors.Semantic(
            other.Span,
            $"there is nothing to explain of {StatementKind.Name(other)}: it reads no rows and moves no files",
            "EXPLAIN takes SELECT, INSERT, UPDATE, DELETE, MERGE, LOAD, UNLOAD, CLONE TABLE, and ALTER TABLE with MERGE SMALLFILES or COMPACT."),
    };

    private static TextResult Show(StatementContext context, QueryPlan plan)
    {
        var (text, data) = PlanText.Write(context, plan);
        return context.Show(text, data);
    }

    private static TextResult Show(StatementContext context, (string Title, JobSummary Counts) found)
    {
        var text = new StringBuilder(found.Title).Append('\n');
        foreach (var (name, value) in found.Counts.Counts)
            text.Append(CultureInfo.InvariantCulture, $"  {name}: {value}\n");
        return context.Show(text.ToString(), new JsonObject { ["Statement"] = found.Title, ["Counts"] = JsonNode.Parse(found.Counts.ToJson()) });
    }
}
