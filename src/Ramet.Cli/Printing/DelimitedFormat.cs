using Ramet.Sql.Binding;
using Ramet.Warehouse.Results;

namespace Ramet.Cli.Printing;

/// <summary>One line a row under a header line; what separates the values and how they are quoted is the subclass's.</summary>
internal abstract class DelimitedFormat(char separator) : IResultFormat
{
    /// <inheritdoc/>
    public long WriteRows(IReadOnlyList<ResultColumn> columns, RowReader readRow, Func<TextWriter> beginOutput)
    {
        var cells = new string?[columns.Count];
        var hasRow = readRow(cells);
        var output = beginOutput();
        WriteLine(columns.Select(static column => column.Name).ToArray(), output);
        var count = 0L;
        for (; hasRow; hasRow = readRow(cells))
        {
            WriteLine(cells, output);
            count++;
        }
        return count;
    }

    /// <inheritdoc/>
    public void WriteText(TextResult text, TextWriter output) => output.Write(text.Text);

    /// <summary>Writes one value with the quotes or escapes that it needs.</summary>
    /// <param name="value">The value; null for NULL.</param>
    /// <param name="output">Where to.</param>
    protected abstract void WriteValue(string? value, TextWriter output);

    private void WriteLine(string?[] values, TextWriter output)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                output.Write(separator);
            WriteValue(values[i], output);
        }
        output.Write('\n');
    }
}
