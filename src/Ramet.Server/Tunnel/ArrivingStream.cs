using Microsoft.AspNetCore.Http;

namespace Ramet.Server.Tunnel;

/// <summary>
/// The body of a request, which must go on arriving: the server ends a transfer whose client has sent nothing for some time, because it keeps a
/// thread and a place. The minimum rate of the transport alone is a mean, by which a client that began fast could stall for hours.
/// </summary>
/// <param name="body">The body, which stays open.</param>
/// <param name="patience">How long it may bring nothing.</param>
/// <param name="aborted">Ends a read that waits.</param>
internal sealed class ArrivingStream(Stream body, TimeSpan patience, CancellationToken aborted) : Stream
{
    private readonly CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(aborted);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="BadHttpRequestException">Nothing has come for too long: status 408.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ending.CancelAfter(patience);
        try
        {
            return body.ReadAsync(buffer.AsMemory(offset, count), ending.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            throw new BadHttpRequestException("Nothing of the body has come for too long.", StatusCodes.Status408RequestTimeout);
        }
        finally
        {
            ending.CancelAfter(Timeout.InfiniteTimeSpan); // what is done with the bytes may take as long as it likes
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            ending.Dispose();
        base.Dispose(disposing);
    }
}
