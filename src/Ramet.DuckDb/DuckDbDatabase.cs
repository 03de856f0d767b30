using System.Globalization;
using Ramet.DuckDb.Interop;

namespace Ramet.DuckDb;

/// <summary>
/// An open database: settings, memory and worker threads that its connections share. Disposing it forbids new connections; the engine
/// closes it when the last connection is disposed too. Members may be called from any thread.
/// </summary>
public sealed class DuckDbDatabase : IDisposable
{
    // The engine accepts this setting at opening too, shows it, and ignores it; it heeds the statement.
    private const string SpillLimit = "max_temp_directory_size";

    private readonly DatabaseHandle _handle;

    private DuckDbDatabase(DatabaseHandle handle)
    {
        _handle = handle;
    }

    /// <summary>The version of the engine, for example <c>v1.5.6</c>.</summary>
    public string EngineVersion => NativeText.Borrowed(NativeMethods.LibraryVersion())!; // a constant of the library, never null

    /// <summary>Opens a database. The first call of a process loads the engine's library.</summary>
    /// <exception cref="DuckDbException">The library is missing, the file cannot be used, or a setting is unknown or has an invalid
    /// value.</exception>
    public static DuckDbDatabase Open(DuckDbOptions options)
    {
        DuckDbLibrary.EnsureLoaded();
        var settings = AllSettings(options);
        var isSpillLimited = settings.Remove(SpillLimit, out var spillLimit);
        var database = Open(options.Path, settings);
        if (isSpillLimited)
            database.SetGlobally(SpillLimit, spillLimit!);
        return database;
    }

    /// <summary>Makes a connection, which the caller disposes.</summary>
    /// <exception cref="ObjectDisposedException">The database is disposed.</exception>
    public DuckDbConnection Connect()
    {
        if (NativeMethods.Connect(_handle, out var connection) == NativeState.Error)
        {
            connection.Dispose();
            throw DuckDbException.FromText("Connection Error: The engine refused a new connection.");
        }
        return new DuckDbConnection(connection);
    }

    /// <summary>Forbids every later change of a setting, on all connections, for as long as the database is open.</summary>
    /// <param name="exceptions">Names of the settings that may still be changed, for example <c>TimeZone</c>.</param>
    /// <exception cref="DuckDbException">A name is unknown, or the configuration is locked already.</exception>
    public void LockConfiguration(params IEnumerable<string> exceptions)
    {
        using var connection = Connect();
        var names = DuckDbConnection.SessionSettings.Concat(exceptions).Select(SqlText.Literal);
        connection.Execute($"SET GLOBAL allowed_configs = [{string.Join(", ", names)}]; SET GLOBAL lock_configuration = true;");
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static Dictionary<string, string> AllSettings(DuckDbOptions options)
    {
        // What runs is what is in the library: nothing is downloaded behind the user's back.
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
        };
        if (options.ReadOnly)
            settings["access_mode"] = "READ_ONLY";
        if (options.Threads is { } threads)
            settings["threads"] = threads.ToString(CultureInfo.InvariantCulture);
        if (options.MemoryLimitBytes is { } memoryLimitBytes)
            settings["memory_limit"] = Bytes(memoryLimitBytes);
        if (options.TempDirectory is { } tempDirectory)
            settings["temp_directory"] = tempDirectory;
        if (options.TempDirectoryBytesMax is { } tempDirectoryBytesMax)
            settings[SpillLimit] = Bytes(tempDirectoryBytesMax);
        foreach (var (name, value) in options.Settings)
            settings[name] = value;
        return settings;
    }

    private static string Bytes(long count) => count.ToString(CultureInfo.InvariantCulture) + "B";

    private static DuckDbDatabase Open(string? path, Dictionary<string, string> settings)
    {
        NativeMethods.CreateConfig(out var config);
        using (config)
        {
            foreach (var (name, value) in settings)
                Set(config, name, value);
            if (NativeMethods.Open(path, out var handle, config, out var error) == NativeState.Success)
                return new DuckDbDatabase(handle);
            handle.Dispose();
            throw DuckDbException.FromText(NativeText.Owned(error));
        }
    }

    private static void Set(ConfigHandle config, string name, string value)
    {
        // An unknown name is reported when the database opens; here the engine tells nothing but that it failed.
        if (NativeMethods.SetConfig(config, name, value) == NativeState.Error)
            throw new DuckDbException(DuckDbErrorType.InvalidConfiguration,
                $"Invalid Configuration Error: The setting '{name}' cannot be '{value}' when a database is opened.");
    }

    private void SetGlobally(string name, string value)
    {
        try
        {
            using var connection = Connect();
            connection.Execute($"SET GLOBAL {name} = {SqlText.Literal(value)}");
        }
        catch
        {
            Dispose();
            throw;
        }
    }
}
