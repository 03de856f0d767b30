using System.Collections.Immutable;

namespace Ramet.Sql.Syntax;

/// <summary><c>TABLESAMPLE (...)</c>: the part of a table's rows that is read.</summary>
public abstract record TableSample : SyntaxNode;

/// <summary><c>TABLESAMPLE (BUCKET x OUT OF y [ON c, ...])</c>.</summary>
/// <param name="Bucket">The bucket that is read, from 1.</param>
/// <param name="BucketCount">How many buckets the rows are spread over.</param>
/// <param name="On">The values whose hash chooses the bucket, or RAND(); empty when left out.</param>
public sealed record BucketSample(CountValue Bucket, CountValue BucketCount, ImmutableArray<Expression> On) : TableSample
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) =>
        this with { Bucket = map.One(Bucket), BucketCount = map.One(BucketCount), On = map.All(On) };
}

/// <summary><c>TABLESAMPLE (n PERCENT)</c>: about so many of a hundred rows.</summary>
/// <param name="Percent">A number from 0 to 100, perhaps with a fraction.</param>
public sealed record PercentSample(NumberLiteral Percent) : TableSample
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Percent = map.One(Percent) };
}

/// <summary><c>TABLESAMPLE (n ROWS)</c>: so many rows by chance, or all when there are not more.</summary>
/// <param name="Rows">How many rows.</param>
public sealed record RowSample(CountValue Rows) : TableSample
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Rows = map.One(Rows) };
}
