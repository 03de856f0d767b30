namespace Ramet.Cli.Terminal;

/// <summary>The colours of messages (ECMA-48 SGR).</summary>
internal static class Color
{
    /// <summary>The text in bold red, for errors.</summary>
    public static string Error(string text) => $"\e[1;31m{text}\e[0m";
}
