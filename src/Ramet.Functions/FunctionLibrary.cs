using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Ramet.DuckDb;
using Ramet.Sql.Functions;

namespace Ramet.Functions;

/// <summary>
/// What the engine is taught beyond its own functions: macros in SQL and functions in managed code, all called <c>mc_...</c>. Each is
/// made when the first query names it: all of them together would cost more than a short query does. Members may be called from any thread.
/// </summary>
public sealed partial class FunctionLibrary(DuckDbDatabase database)
{
    private const string Prefix = "mc_";

    private readonly ConcurrentDictionary<string, bool> known = new(StringComparer.Ordinal);
    private readonly Lock making = new();

    /// <summary>Makes what the statements call and the engine does not know yet. Must be called before they are prepared.</summary>
    /// <param name="sql">Statements in the engine's dialect.</param>
    /// <exception cref="DuckDbException">The engine refused a definition, which is a defect.</exception>
    public void Provide(string sql)
    {
        if (!sql.Contains(Prefix, StringComparison.Ordinal))
            return;
        foreach (var name in Name().EnumerateMatches(sql))
            Provide(sql.AsSpan(name.Index, name.Length));
    }

    private void Provide(ReadOnlySpan<char> name)
    {
        if (known.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(name))
            return;
        lock (making)
        {
            using var connection = database.Connect();
            Make(name.ToString(), connection);
        }
    }

    // A name that nothing here has is a column, or part of a text; it is remembered too. What a macro calls is made before it.
    private void Make(string name, DuckDbConnection connection)
    {
        if (known.ContainsKey(name))
            return;
        if (ManagedFunctions.Find(name) is { } function)
            connection.Register(function);
        else if (EngineMacros.Find(name) is { } macro)
        {
            foreach (var called in macro.Calls)
                Make(called, connection);
            connection.Execute(macro.Definition);
        }
        known[name] = true;
    }

    [GeneratedRegex(@"\bmc_[a-z0-9_]+")]
    private static partial Regex Name();
}
