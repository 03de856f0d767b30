using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Ramet.Catalog.Sqlite;

/// <summary>
/// One connection to the catalog's database and the statements prepared on it. Rows are mapped by hand: compared with a mapper that
/// generates code, that saves tens of milliseconds at the start of every process. Used by one thread at a time.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    /// <summary>How long SQLite waits, with growing pauses, while another process writes.</summary>
    private const int BusyTimeoutMs = 30_000;

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> preparedCommands = new(StringComparer.Ordinal);

    /// <summary>Opens the database, which is created if there is none.</summary>
    /// <param name="databasePath">The path of the database file.</param>
    /// <param name="pragmas">Statements that set the connection up.</param>
    public SqliteSession(string databasePath, string pragmas)
    {
        // The timeout of commands is that of a retry loop around SQLite's own waiting; one second lets it give up after the first wait.
        var settings = new SqliteConnectionStringBuilder { DataSource = databasePath, Pooling = false, DefaultTimeout = 1 };
        connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            ExecuteScript($"PRAGMA busy_timeout = {BusyTimeoutMs}; PRAGMA foreign_keys = ON; {pragmas}");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements that are not worth keeping.</summary>
    public void ExecuteScript(string script)
    {
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a statement; returns the number of rows that it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        Prepare(sql, arguments).ExecuteNonQuery();

    /// <summary>The first row of a query; null when it has none.</summary>
    public T? QueryFirst<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> arguments)
        where T : class
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        return reader.Read() ? map(reader) : null;
    }

    /// <summary>All rows of a query.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(map(reader));
        return rows;
    }

    /// <summary>The whole number in the first column of the first row of a query; null when it has no row or the number is NULL.</summary>
    public long? QueryNumber(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        using var reader = Prepare(sql, arguments).ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetInt64(0) : null;
    }

    /// <summary>Runs reads that must all see the same moment.</summary>
    public T ReadAtOneMoment<T>(Func<SqliteSession, T> read) => InTransaction("BEGIN", read);

    /// <summary>Runs changes that belong together, as the only writer of the database.</summary>
    public T Write<T>(Func<SqliteSession, T> write) => InTransaction("BEGIN IMMEDIATE", write);

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        foreach (var command in preparedCommands.Values)
            command.Dispose();
        connection.Dispose();
    }

    private T InTransaction<T>(string begin, Func<SqliteSession, T> body)
    {
        Execute(begin);
        try
        {
            var result = body(this);
            Execute("COMMIT");
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    /// <summary>After some errors, such as a full disk, SQLite has rolled back by itself.</summary>
    private void Rollback()
    {
        var isInTransaction = raw.sqlite3_get_autocommit(connection.Handle) == 0;
        if (isInTransaction)
            Execute("ROLLBACK");
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        if (!preparedCommands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in arguments)
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            preparedCommands.Add(sql, command);
        }
        for (var i = 0; i < arguments.Length; i++)
            command.Parameters[i].Value = arguments[i].Value ?? DBNull.Value;
        return command;
    }
}
