using System.Globalization;
using System.Text.RegularExpressions;
using Ramet.Cli.Terminal;

namespace Ramet.Cli.Tests.Fakes;

/// <summary>
/// Keys given by the test, and a screen that understands the control sequences which the editor uses. Every character is one cell.
/// </summary>
internal sealed partial class FakeTerminal(int width, int height, params IEnumerable<ConsoleKeyInfo> keys) : ITerminal
{
    private readonly Queue<ConsoleKeyInfo> waiting = new(keys);
    private readonly List<char[]> rows = [Enumerable.Repeat(' ', width).ToArray()];
    private int row;
    private int column;

    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>Whether keys arrive faster than they are read, as in a paste.</summary>
    public bool IsPasting { get; init; }

    /// <summary>How often something was written.</summary>
    public int Writes { get; private set; }

    public bool KeyAvailable => IsPasting && waiting.Count > 0;

    /// <summary>All rows written so far with what has scrolled away; blanks at their ends and empty rows at the end are left out.</summary>
    public string Screen => string.Join('\n', rows.Select(static cells => new string(cells).TrimEnd())).TrimEnd();

    public IDisposable TakeControlC() => new MemoryStream(); // there are no signals to tell from keys

    public ConsoleKeyInfo ReadKey() => waiting.Dequeue();

    public void Write(string text)
    {
        Writes++;
        var rest = text;
        while (rest.Length > 0)
        {
            var sequence = ControlSequence().Match(rest);
            var length = sequence.Success ? Control(sequence) : Character(rest[0]);
            rest = rest[length..];
        }
    }

    private int Character(char c)
    {
        switch (c)
        {
            case '\r':
                column = 0;
                break;
            case '\n':
                MoveDown();
                break;
            default:
                Assert.True(column < Width, "The editor wrote beyond the right margin.");
                rows[row][column++] = c;
                break;
        }
        return 1;
    }

    private int Control(Match sequence)
    {
        var count = sequence.Groups[1].Length == 0 ? 1 : int.Parse(sequence.Groups[1].Value, CultureInfo.InvariantCulture);
        switch (sequence.Groups[2].Value)
        {
            case "A":
                Assert.True(row >= count, "The editor moved above the screen.");
                row -= count;
                break;
            case "C":
                column += count;
                break;
            case "H":
                (row, column) = (0, 0);
                break;
            case "J" when count == 2:
                rows.ForEach(static cells => Array.Fill(cells, ' '));
                break;
            case "J":
                Array.Fill(rows[row], ' ', column, Width - column);
                rows.RemoveRange(row + 1, rows.Count - row - 1);
                break;
            default:
                Assert.Fail($"The fake terminal does not know {sequence.Value[1..]}.");
                break;
        }
        return sequence.Length;
    }

    private void MoveDown()
    {
        if (++row == rows.Count)
            rows.Add(Enumerable.Repeat(' ', Width).ToArray());
    }

    [GeneratedRegex(@"^\e\[(\d*)([A-Z])")]
    private static partial Regex ControlSequence();
}
