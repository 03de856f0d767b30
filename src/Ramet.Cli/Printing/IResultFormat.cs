using Ramet.Sql.Binding;
using Ramet.Warehouse.Results;

namespace Ramet.Cli.Printing;

/// <summary>One way to write results as text. The rows of a result are written while they are read; none is held back for long.</summary>
internal interface IResultFormat
{
    /// <summary>Writes all rows of a result and gives their number.</summary>
    /// <param name="columns">The columns in order; at least one.</param>
    /// <param name="readRow">Reads the rows one after the other.</param>
    /// <param name="beginOutput">Gives the writer; called once, just before the first character, when there is something to show.</param>
    long WriteRows(IReadOnlyList<ResultColumn> columns, RowReader readRow, Func<TextWriter> beginOutput);

    /// <summary>Writes what DESC, SHOW and the like say.</summary>
    void WriteText(TextResult text, TextWriter output);
}
