using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Ramet.Catalog.Commits;
using Ramet.Errors;

namespace Ramet.Catalog.Sqlite;

/// <summary>
/// Writes the commits that change nothing, records of jobs and of decisions. While one thread writes, the commits of others come together, and
/// the next of them writes all in one transaction: many readers at once cost not much more than one. Each commit is applied or refused by itself.
/// </summary>
/// <param name="write">Runs something in a write transaction.</param>
/// <param name="apply">Applies one commit in it, or throws.</param>
internal sealed class RecordGroup(Action<Action<SqliteSession>> write, Action<SqliteSession, CatalogCommit> apply)
{
    private readonly ConcurrentQueue<Member> waiting = new();
    private readonly Lock writing = new();

    /// <summary>How many commits wait for the next transaction.</summary>
    public int WaitingCount => waiting.Count;

    /// <summary>Writes a commit, with those that wait at the moment; returns when it is written.</summary>
    /// <exception cref="RametException">The commit is refused, or the transaction failed.</exception>
    public void Write(CatalogCommit commit)
    {
        var member = new Member(commit);
        waiting.Enqueue(member);
        lock (writing)
        {
            if (!member.IsWritten && member.Failure is null)
                WriteAll();
        }
        member.Failure?.Throw();
    }

    private void WriteAll()
    {
        var group = new List<Member>();
        try
        {
            write(session =>
            {
                // Only now, for whoever came while another writer was waited for is still taken along.
                TakeAll(group);
                Apply(session, group);
            });
            group.ForEach(static member => member.IsWritten = true);
        }
        catch (Exception exception)
        {
            // When not even the transaction could begin, all that wait, the writing one among them, would meet the same.
            if (group.Count == 0)
                TakeAll(group);
            foreach (var member in group)
                member.Failure ??= ExceptionDispatchInfo.Capture(exception);
        }
    }

    private void TakeAll(List<Member> group)
    {
        while (waiting.TryDequeue(out var member))
            group.Add(member);
    }

    private void Apply(SqliteSession session, List<Member> group)
    {
        if (group is [var only])
        {
            apply(session, only.Commit);
            return;
        }
        foreach (var member in group)
            ApplyAlone(session, member);
    }

    /// <summary>What is refused takes back what it has written itself, and nothing else.</summary>
    private void ApplyAlone(SqliteSession session, Member member)
    {
        session.Execute("SAVEPOINT record");
        try
        {
            apply(session, member.Commit);
        }
        catch (RametException refused)
        {
            member.Failure = ExceptionDispatchInfo.Capture(refused);
            session.Execute("ROLLBACK TO record");
        }
        session.Execute("RELEASE record");
    }

    private sealed class Member(CatalogCommit commit)
    {
        public CatalogCommit Commit { get; } = commit;

        public bool IsWritten { get; set; }

        public ExceptionDispatchInfo? Failure { get; set; }
    }
}
