using System.Diagnostics.CodeAnalysis;

namespace Ramet.Warehouse.Jobs;

/// <summary>
/// Things that wait, in lines by a key. Lines take turns, so that a long line holds up nobody in another; within a line the first comes
/// first. Not thread-safe.
/// </summary>
/// <typeparam name="T">What waits.</typeparam>
internal sealed class FairQueue<T>
    where T : class
{
    private readonly Dictionary<string, LinkedList<T>> lines = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<string> turns = [];

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Everything that waits, in no order.</summary>
    public IEnumerable<T> Items => lines.Values.SelectMany(static line => line);

    /// <summary>How many wait in one line.</summary>
    public int CountOf(string key) => lines.TryGetValue(key, out var line) ? line.Count : 0;

    /// <summary>Adds to the end of a line.</summary>
    public void Enqueue(string key, T item)
    {
        if (!lines.TryGetValue(key, out var line))
        {
            lines.Add(key, line = []);
            turns.AddLast(key);
        }
        line.AddLast(item);
        Count++;
    }

    /// <summary>Takes the first of the line whose turn it is.</summary>
    /// <param name="mayLeave">Whether the first of a line may leave now; else the next line has its turn.</param>
    /// <param name="item">What was taken.</param>
    public bool TryDequeue(Func<string, bool> mayLeave, [NotNullWhen(true)] out T? item)
    {
        item = null;
        for (var turn = turns.First; turn is not null; turn = turn.Next)
        {
            var key = turn.Value;
            if (!mayLeave(key))
                continue;
            item = lines[key].First!.Value; // a line without anybody is removed
            turns.Remove(turn);
            turns.AddLast(turn);
            Remove(key, item);
            return true;
        }
        return false;
    }

    /// <summary>Takes something out of its line; false when it is not there.</summary>
    public bool Remove(string key, T item)
    {
        if (!lines.TryGetValue(key, out var line) || !line.Remove(item))
            return false;
        Count--;
        if (line.Count == 0)
        {
            lines.Remove(key);
            turns.Remove(key);
        }
        return true;
    }
}
