namespace Ramet.Cli.Tests.Fakes;

/// <summary>Keys as the console reports them.</summary>
internal static class Keys
{
    public static readonly ConsoleKeyInfo Enter = new('\r', ConsoleKey.Enter, shift: false, alt: false, control: false);
    public static readonly ConsoleKeyInfo Backspace = new('\b', ConsoleKey.Backspace, shift: false, alt: false, control: false);

    /// <summary>The keys that type a text; a line break is Enter.</summary>
    public static IEnumerable<ConsoleKeyInfo> Type(string text) =>
        text.Select(static c => c == '\n' ? Enter : new ConsoleKeyInfo(c, default, shift: false, alt: false, control: false));

    /// <summary>A key without a character.</summary>
    public static ConsoleKeyInfo Press(ConsoleKey key) => new('\0', key, shift: false, alt: false, control: false);

    /// <summary>A key together with Ctrl; letters carry their control character.</summary>
    public static ConsoleKeyInfo Ctrl(ConsoleKey key) =>
        new(IsLetter(key) ? (char)(key - ConsoleKey.A + 1) : '\0', key, shift: false, alt: false, control: true);

    /// <summary>A key together with Alt.</summary>
    public static ConsoleKeyInfo Alt(ConsoleKey key) => new('\0', key, shift: false, alt: true, control: false);

    private static bool IsLetter(ConsoleKey key) => key is >= ConsoleKey.A and <= ConsoleKey.Z;
}
