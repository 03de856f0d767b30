using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Tables.Manifests;
using Ramet.Warehouse.Queries;

namespace Ramet.Warehouse.Changes;

/// <summary>A change of rows that is ready to run.</summary>
/// <param name="Span">Where the statement names the table.</param>
/// <param name="Table">The table that is changed, in the state that was read.</param>
/// <param name="Change">Which rows change, and how.</param>
/// <param name="Query">The query that finds them.</param>
/// <param name="Files">The files of the table that may hold such rows; changes name them by their positions in this list.</param>
internal sealed record RowChangePlan(
    SourceSpan Span, CatalogTable Table, BoundRowChange Change, QueryPlan Query, IReadOnlyList<DataFile> Files);
