namespace Ramet.Cli.Shell;

/// <summary>The statements and commands by group, one line each, from the resource <c>Help.txt</c>.</summary>
internal static class HelpText
{
    /// <summary>The whole text; lines end with <c>\n</c>.</summary>
    public static string Read()
    {
        // The project file embeds it, so it is always there.
        using var resource = typeof(HelpText).Assembly.GetManifestResourceStream("Ramet.Cli.Shell.Help.txt")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
