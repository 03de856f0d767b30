namespace Ramet.Cli.Options;

/// <summary>Where the command keeps things of the user when no option says otherwise (XDG Base Directory Specification 0.8).</summary>
internal static class UserDirectories
{
    /// <summary>The environment variable that names the warehouse directory.</summary>
    public const string WarehouseVariable = "RAMET_WAREHOUSE";

    /// <summary>
    /// The warehouse opened without <c>--warehouse</c>: <see cref="WarehouseVariable"/>, or <c>ramet-warehouse</c> in the user's
    /// data folder (<c>XDG_DATA_HOME</c>, by default <c>~/.local/share</c>; <c>%LOCALAPPDATA%</c> on Windows).
    /// </summary>
    public static string DefaultWarehouse() =>
        Variable(WarehouseVariable) ?? Path.Combine(DataFolder(), "ramet-warehouse");

    /// <summary>The shell's history, in <c>XDG_STATE_HOME</c> (<c>~/.local/state</c>), on Windows in <c>%LOCALAPPDATA%</c>.</summary>
    public static string HistoryFile() => Path.Combine(StateFolder(), "ramet", "history");

    /// <summary>The environment variable that names the file of profiles.</summary>
    public const string ProfileFileVariable = "RAMET_CONFIG";

    /// <summary>
    /// The file of profiles without <c>--config</c>: <see cref="ProfileFileVariable"/>, or <c>ramet/config.ini</c> in the user's folder of
    /// settings (<c>XDG_CONFIG_HOME</c>, by default <c>~/.config</c>; <c>%APPDATA%</c> on Windows).
    /// </summary>
    public static string ProfileFile() => Variable(ProfileFileVariable) ?? Path.Combine(ConfigFolder(), "ramet", "config.ini");

    /// <summary>The id of the access key that goes before that of a profile; null when the environment has none.</summary>
    public static string? AccessKeyId() => Variable("RAMET_ACCESS_ID");

    /// <summary>The secret of the access key that goes before that of a profile; null when the environment has none.</summary>
    public static string? AccessKeySecret() => Variable("RAMET_ACCESS_KEY");

    private static string ConfigFolder() =>
        AbsoluteVariable("XDG_CONFIG_HOME")
        ?? (OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Unverified)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"));

    private static string DataFolder() =>
        AbsoluteVariable("XDG_DATA_HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Unverified);

    private static string StateFolder() =>
        AbsoluteVariable("XDG_STATE_HOME")
        ?? (OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Unverified)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"));

    /// <summary>The folder's path even when it does not exist yet; whoever writes into it makes it.</summary>
    private const Environment.SpecialFolderOption Unverified = Environment.SpecialFolderOption.DoNotVerify;

    /// <summary>The specification has relative paths ignored.</summary>
    private static string? AbsoluteVariable(string name) => Variable(name) is { } path && Path.IsPathFullyQualified(path) ? path : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
