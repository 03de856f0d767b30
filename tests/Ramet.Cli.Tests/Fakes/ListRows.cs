using Ramet.Cli.Printing;
using Ramet.Sql.Binding;
using Ramet.Sql.Types;

namespace Ramet.Cli.Tests.Fakes;

/// <summary>Rows given by the test.</summary>
internal sealed class ListRows(IEnumerable<(string Name, DataType Type)> columns, IEnumerable<string?[]> rows)
{
    private readonly IEnumerator<string?[]> rows = rows.GetEnumerator();

    /// <summary>String columns, named in a text separated by commas.</summary>
    public ListRows(string names, params IEnumerable<string?[]> rows)
        : this(names.Split(',').Select(static name => (name, DataType.String)), rows)
    {
    }

    private IReadOnlyList<ResultColumn> Columns { get; } = [.. columns.Select(static column => new ResultColumn(column.Name, column.Type))];

    /// <summary>What a format writes for the rows.</summary>
    public string PrintedAs(IResultFormat format)
    {
        var output = new StringWriter();
        Write(format, () => output);
        return output.ToString();
    }

    /// <summary>Has a format write the rows and gives the number it counted.</summary>
    public long Write(IResultFormat format, Func<TextWriter> beginOutput) => format.WriteRows(Columns, TryReadRow, beginOutput);

    private bool TryReadRow(Span<string?> cells)
    {
        if (!rows.MoveNext())
            return false;
        rows.Current.CopyTo(cells);
        return true;
    }
}
