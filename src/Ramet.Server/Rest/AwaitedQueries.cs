using System.Diagnostics.CodeAnalysis;
using Ramet.Access;

namespace Ramet.Server.Rest;

/// <summary>
/// Security statements for whose end clients ask by an id. They have ended before the id is given out; what is kept is how. The oldest ones
/// are forgotten, and all of them when the server stops.
/// </summary>
internal sealed class AwaitedQueries
{
    private const int KeptMax = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, AwaitedQuery> queries = new(StringComparer.Ordinal);
    private readonly Queue<string> byAge = new();

    /// <summary>Keeps the end of a query.</summary>
    /// <returns>Its id.</returns>
    public string Add(AwaitedQuery query)
    {
        var id = Guid.NewGuid().ToString("n");
        lock (gate)
        {
            queries[id] = query;
            byAge.Enqueue(id);
            if (byAge.Count > KeptMax)
                queries.Remove(byAge.Dequeue());
        }
        return id;
    }

    /// <summary>Finds a query of a caller.</summary>
    public bool TryFind(string id, Principal caller, [NotNullWhen(true)] out AwaitedQuery? query)
    {
        lock (gate)
            return queries.TryGetValue(id, out query) && query.Caller == caller;
    }
}

/// <summary>How a query ended.</summary>
/// <param name="Caller">Who asked, and alone may learn it.</param>
/// <param name="HasFailed">Whether it failed.</param>
/// <param name="Result">Its answer, or the message of the error.</param>
internal sealed record AwaitedQuery(Principal Caller, bool HasFailed, string Result);
