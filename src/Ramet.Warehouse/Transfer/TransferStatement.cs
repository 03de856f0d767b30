using Ramet.Catalog.Transfers;
using Ramet.Sql.Syntax;

namespace Ramet.Warehouse.Transfer;

/// <summary>Stands for a request about bulk data where the audit names statements. It has no text.</summary>
/// <param name="Kind">What the request belongs to.</param>
internal sealed record TransferStatement(TransferKind Kind) : Statement
{
    /// <summary>The name in the audit.</summary>
    public string KindName => Kind switch
    {
        TransferKind.Upload => "TUNNEL UPLOAD",
        TransferKind.Download => "TUNNEL DOWNLOAD",
        TransferKind.Stream => "TUNNEL STREAM",
        TransferKind.Upsert => "TUNNEL UPSERT",
    };

    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this;
}
