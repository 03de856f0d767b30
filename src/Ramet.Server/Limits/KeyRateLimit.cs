using System.Globalization;
using System.Threading.RateLimiting;
using Ramet.Server.Errors;

namespace Ramet.Server.Limits;

/// <summary>Lets each access key make so many requests a second; a key that paused may make the requests of one second at once.</summary>
internal sealed class KeyRateLimit : IDisposable
{
    private readonly PartitionedRateLimiter<string>? limiter;

    /// <param name="requestsPerSecond">The limit; null for none.</param>
    public KeyRateLimit(int? requestsPerSecond)
    {
        if (requestsPerSecond is { } limit)
            limiter = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => Bucket(limit)), StringComparer.Ordinal);
    }

    /// <summary>Counts a request.</summary>
    /// <exception cref="ProtocolException">The key has made too many; the reply says when to come again.</exception>
    public void Count(string accessKeyId)
    {
        if (limiter is null)
            return;
        using var lease = limiter.AttemptAcquire(accessKeyId);
        if (lease.IsAcquired)
            return;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        throw new ProtocolException(WireError.QpsExceeded, $"The access key '{accessKeyId}' makes too many requests.")
        {
            Headers = [new("Retry-After", Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture))],
        };
    }

    public void Dispose() => limiter?.Dispose();

    private static TokenBucketRateLimiterOptions Bucket(int limit) => new()
    {
        TokenLimit = limit,
        TokensPerPeriod = limit,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };
}
