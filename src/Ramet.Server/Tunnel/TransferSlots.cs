using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using Ramet.Server.Errors;
using Ramet.Server.Requests;

namespace Ramet.Server.Tunnel;

/// <summary>
/// Runs the transfers of rows, so many at once and no more: each needs a thread and some memory for as long as its client sends or reads.
/// Others wait, and are sent away to try again when that takes too long.
/// </summary>
internal sealed class TransferSlots
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    private readonly Channel<bool> free = Channel.CreateUnbounded<bool>();

    public TransferSlots()
    {
        for (var slot = 0; slot < Math.Max(8, 4 * Environment.ProcessorCount); slot++)
            free.Writer.TryWrite(true);
    }

    /// <summary>Runs a transfer on a thread of its own, where it may wait for its client.</summary>
    /// <exception cref="ProtocolException">SlotExceeded: no place has become free.</exception>
    public async Task Run(ServerRequest request, Action transfer)
    {
        await Occupy(request.Aborted);
        try
        {
            request.Context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
            await Task.Factory.StartNew(transfer, request.Aborted, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            free.Writer.TryWrite(true);
        }
    }

    private async Task Occupy(CancellationToken aborted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        patience.CancelAfter(WaitMax);
        try
        {
            await free.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            throw new ProtocolException(WireError.SlotExceeded, "The server has as many transfers of rows as it takes at once.")
            {
                Headers = [new("Retry-After", "1")],
            };
        }
    }
}
