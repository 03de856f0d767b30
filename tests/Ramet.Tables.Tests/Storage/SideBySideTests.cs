using System.Collections.Concurrent;
using Ramet.Tables.Storage;

namespace Ramet.Tables.Tests.Storage;

public class SideBySideTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    public void Every_item_gets_its_turn_exactly_once(int count)
    {
        var seen = new ConcurrentBag<int>();
        SideBySide.ForEach(Enumerable.Range(0, count).ToList(), seen.Add, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, count), seen.Order());
    }

    [Fact]
    public void Items_wait_side_by_side()
    {
        // Each of the two waits for the other: one after the other they would wait for ever.
        using var bothAreHere = new Barrier(2);
        var met = new ConcurrentBag<bool>();
        SideBySide.ForEach([1, 2], _ => met.Add(bothAreHere.SignalAndWait(TimeSpan.FromSeconds(30))), CancellationToken.None);
        Assert.Equal([true, true], met);
    }

    [Fact]
    public void A_failure_comes_out_as_it_is_and_ends_the_work()
    {
        var calls = 0;
        var failure = Assert.Throws<IOException>(() => SideBySide.ForEach(
            Enumerable.Range(0, 10_000).ToList(),
            _ =>
            {
                Interlocked.Increment(ref calls);
                throw new IOException("the disk is on fire");
            },
            CancellationToken.None));
        Assert.Equal("the disk is on fire", failure.Message);
        Assert.InRange(calls, 1, 16);
    }

    [Fact]
    public void Cancellation_stops_before_the_next_item()
    {
        using var source = new CancellationTokenSource();
        var calls = 0;
        Assert.Throws<OperationCanceledException>(() => SideBySide.ForEach(
            Enumerable.Range(0, 10_000).ToList(),
            _ =>
            {
                Interlocked.Increment(ref calls);
                source.Cancel();
            },
            source.Token));
        Assert.InRange(calls, 1, 16);
    }
}
