using Ramet.Errors;

namespace Ramet.Warehouse.Statements;

/// <summary>Errors that several statements share.</summary>
internal static class StatementErrors
{
    public static RametException Semantic(SourceSpan? span, string detail, string? hint = null) =>
        new(ErrorCode.SemanticError, ErrorKind.User, detail, span, hint);

    /// <summary>The dialect has the feature, this version of Ramet does not.</summary>
    public static RametException NotSupported(SourceSpan span, string feature, string? hint = null) =>
        new(ErrorCode.SemanticError, ErrorKind.User, $"{feature} is not supported yet", span, hint ?? "docs/sql.md lists what is.");

    /// <summary>A view has no meaning as it is; what reads it adds the place.</summary>
    public static RametException InvalidView(string detail) => new(
        ErrorCode.InvalidView, ErrorKind.User, detail, hint: "CREATE OR REPLACE VIEW gives one of the views another query.");

    public static RametException NotPartitioned(SourceSpan span, object table) =>
        new(ErrorCode.SemanticError, ErrorKind.User, $"table {table} is not a partitioned table", span);

    public static RametException PartitionNotFound(SourceSpan span, object table, string partition) => new(
        ErrorCode.PartitionNotFound,
        ErrorKind.NotFound,
        $"table {table} has no partition {partition}",
        span,
        $"SHOW PARTITIONS {table} lists what it has.");
}
