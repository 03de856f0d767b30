using System.Diagnostics.CodeAnalysis;

namespace Ramet.Tables.Manifests;

/// <summary>
/// Keeps decoded manifests and lists by URI. The files never change, so an entry is good for ever; those used longest ago make room. Safe
/// for use by many threads.
/// </summary>
/// <typeparam name="T">The type of the decoded lines.</typeparam>
/// <param name="linesMax">
/// Number of lines kept over all files; a file with more is not kept. A file counts one line more than it has, so that many empty ones have
/// their limit too.
/// </param>
internal sealed class ManifestCache<T>(int linesMax)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> byAge = new(); // the one used last is first
    private int lines;

    public bool TryGet(string uri, [NotNullWhen(true)] out IReadOnlyList<T>? found)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(uri, out var node))
            {
                found = null;
                return false;
            }

            byAge.Remove(node);
            byAge.AddFirst(node);
            found = node.Value.Lines;
            return true;
        }
    }

    public void Add(string uri, IReadOnlyList<T> added)
    {
        if (added.Count >= linesMax)
            return;
        lock (gate)
        {
            if (entries.ContainsKey(uri))
                return;
            entries[uri] = byAge.AddFirst(new Entry(uri, added));
            lines += added.Count + 1;
            while (lines > linesMax && byAge.Last is { } oldest)
                Remove(oldest);
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        byAge.Remove(node);
        entries.Remove(node.Value.Uri);
        lines -= node.Value.Lines.Count + 1;
    }

    private sealed record Entry(string Uri, IReadOnlyList<T> Lines);
}
