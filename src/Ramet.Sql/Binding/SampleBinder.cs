using System.Collections.Immutable;
using System.Globalization;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>Binds TABLESAMPLE. Source: the page "TABLESAMPLE".</summary>
/// <param name="session">What the statement shares.</param>
/// <param name="context">Where the query stands.</param>
/// <param name="scope">The columns of the table.</param>
internal sealed class SampleBinder(BindingSession session, QueryContext context, Scope scope)
{
    private const int KeysMax = 10;
    private const long RowsMax = 10_000;

    /// <summary>The part of a source's rows that a sample takes.</summary>
    public BoundSample Bind(TableSample sample, BoundSource source) => sample switch
    {
        BucketSample bucket => new BoundSample(source, BindBucket(bucket), rowCount: null),
        PercentSample percent => new BoundSample(source, BindPercent(percent), rowCount: null),
        RowSample { Rows: var rows } => rows.Value <= RowsMax
            ? new BoundSample(source, condition: null, rows.Value)
            : throw BindingErrors.Semantic($"TABLESAMPLE takes at most {RowsMax} rows, found {rows.Value}", rows.Span),
        _ => throw new ArgumentException($"A {sample.GetType().Name} cannot be bound.", nameof(sample)),
    };

    private BoundExpression BindBucket(BucketSample sample)
    {
        var (bucket, count) = (sample.Bucket.Value, sample.BucketCount.Value);
        if (bucket < 1 || bucket > count)
            throw BindingErrors.Semantic($"there is no bucket {bucket} out of {count}, expect one from 1 to {count}", sample.Bucket.Span);
        if (sample.On.Length is 0 or > KeysMax)
        {
            throw BindingErrors.Semantic(
                $"TABLESAMPLE of a bucket needs ON with 1 to {KeysMax} columns, found {sample.On.Length}", sample.Span,
                "Write ON and the columns whose values choose the bucket, or ON RAND().");
        }
        var binder = new ExpressionBinder(session, scope, context, new Clause("TABLESAMPLE"));
        ImmutableArray<BoundExpression> keys = [.. sample.On.Select(key => RequireHashable(binder.Bind(key)))];
        return keys.Any(key => key.IsVolatile)
            ? new BoundChance(1d / count, sample.Span)
            : new BoundBucketTest(keys, bucket - 1, count, sample.Span);
    }

    private static BoundExpression RequireHashable(BoundExpression key) => key.IsVolatile || BucketHash.IsHashable(key.Type)
        ? key
        : throw BindingErrors.Type(
            $"a {key.Type.ToSql()} cannot choose a bucket", key.Span, "Name other columns, or ON RAND() for a part by chance.");

    private static BoundChance BindPercent(PercentSample sample)
    {
        var percent = double.Parse(sample.Percent.Digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return percent <= 100
            ? new BoundChance(percent / 100, sample.Span)
            : throw BindingErrors.Semantic($"TABLESAMPLE takes at most 100 percent, found {sample.Percent.Digits}", sample.Percent.Span);
    }
}
