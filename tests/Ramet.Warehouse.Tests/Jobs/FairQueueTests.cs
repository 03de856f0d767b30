using Ramet.Warehouse.Jobs;

namespace Ramet.Warehouse.Tests.Jobs;

public sealed class FairQueueTests
{
    [Fact]
    public void Lines_take_turns_and_within_a_line_the_first_comes_first()
    {
        var queue = new FairQueue<string>();
        foreach (var item in new[] { "a1", "a2", "a3", "b1", "c1", "b2" })
            queue.Enqueue(item[..1], item);

        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "a3"], Drain(queue, static _ => true));
    }

    [Fact]
    public void A_line_that_may_not_leave_keeps_its_turn()
    {
        var queue = new FairQueue<string>();
        foreach (var item in new[] { "a1", "b1", "b2" })
            queue.Enqueue(item[..1], item);

        Assert.Equal(["b1", "b2"], Drain(queue, static key => key == "b"));
        Assert.Equal(["a1"], Drain(queue, static _ => true));
    }

    [Fact]
    public void What_was_removed_does_not_come()
    {
        var queue = new FairQueue<string>();
        queue.Enqueue("a", "a1");
        queue.Enqueue("A", "a2");

        Assert.True(queue.Remove("a", "a1"));
        Assert.False(queue.Remove("a", "a1"));
        Assert.Equal(1, queue.CountOf("a"));
        Assert.Equal(["a2"], Drain(queue, static _ => true));
        Assert.Equal(0, queue.Count);
        Assert.Empty(queue.Items);
    }

    private static List<string> Drain(FairQueue<string> queue, Func<string, bool> mayLeave)
    {
        var left = new List<string>();
        while (queue.TryDequeue(mayLeave, out var item))
            left.Add(item);
        return left;
    }
}
