using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Ramet.Server.Errors;
using Ramet.Server.Requests;

namespace Ramet.Server.Tunnel;

/// <summary>
/// Runs the transfers of rows, so many at once and no more: each needs a thread and some memory for as long as its client sends or reads. Of
/// these places one access key gets a share, so that clients of one key that stall or are many do not keep out everybody else. Who gets no
/// place waits, and is sent away to try again when that takes too long.
/// </summary>
internal sealed class TransferSlots : IDisposable
{
    private readonly PartitionedRateLimiter<string> places;
    private readonly ServerOptions options;

    public TransferSlots(ServerOptions options)
    {
        this.options = options;
        // The share first: who waits for a place of his own share takes none of the others'.
        places = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<string, string>(
                key => RateLimitPartition.GetConcurrencyLimiter(key, _ => Places(options.KeyTransfersMax ?? Math.Max(1, options.TransfersMax / 2))), StringComparer.Ordinal),
            PartitionedRateLimiter.Create<string, string>(_ => RateLimitPartition.GetConcurrencyLimiter("", _ => Places(options.TransfersMax))));
    }

    /// <summary>Runs a transfer on a thread of its own, where it may wait for its client.</summary>
    /// <exception cref="ProtocolException">SlotExceeded: no place has become free.</exception>
    public async Task Run(ServerRequest request, Action transfer)
    {
        using var place = await Occupy(request);
        var features = request.Context.Features;
        features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        if (features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = new MinDataRate(options.ClientBytesPerSecondMin, options.TransferPatience + RametServer.BodyRateGrace);
        await Task.Factory.StartNew(transfer, request.Aborted, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Dispose() => places.Dispose();

    private static ConcurrencyLimiterOptions Places(int count) => new() { PermitLimit = count, QueueLimit = int.MaxValue };

    private async Task<RateLimitLease> Occupy(ServerRequest request)
    {
        var free = places.AttemptAcquire(request.AccessKeyId);
        if (free.IsAcquired)
            return free;
        free.Dispose();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted);
        patience.CancelAfter(options.TransferWait);
        try
        {
            return await places.AcquireAsync(request.AccessKeyId, permitCount: 1, patience.Token);
        }
        catch (OperationCanceledException) when (!request.Aborted.IsCancellationRequested)
        {
            throw new ProtocolException(WireError.SlotExceeded, "As many transfers of rows are running as the server, or this access key, may have at once.")
            {
                Headers = [new("Retry-After", "1")],
            };
        }
    }
}
