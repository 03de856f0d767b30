using System.Collections.Immutable;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>A whole query that is ready to be written for the engine by <see cref="DuckDb.DuckDbWriter"/>.</summary>
public sealed class BoundQuery
{
    internal BoundQuery(BoundQueryBlock block, ImmutableArray<BoundTableScan> scans)
    {
        Block = block;
        Scans = scans;
        Columns = [.. block.Outputs.Select(output => new ResultColumn(output.Name, output.Type))];
    }

    /// <summary>
    /// The columns of the result, in order. Names are in lower case and may repeat; a column without a name is <c>_c0</c>, <c>_c1</c>... by
    /// its position.
    /// </summary>
    public ImmutableArray<ResultColumn> Columns { get; }

    /// <summary>Every reading of a table, at any depth, in the order of the text. A table that is named twice is read twice.</summary>
    public ImmutableArray<BoundTableScan> Scans { get; }

    internal BoundQueryBlock Block { get; }
}

/// <summary>A column of a query's result.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Type">The type; never that of a bare NULL, which is STRING in results.</param>
public sealed record ResultColumn(string Name, DataType Type);
