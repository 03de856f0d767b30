using System.Collections.Immutable;
using System.Globalization;
using Ramet.Sql.DuckDb;

namespace Ramet.Sql.Binding;

/// <summary>What the binder knows about rows that the engine keeps in a temporary table for later queries of the same statement.</summary>
/// <param name="Table">The name of the temporary table.</param>
/// <param name="Columns">The columns as the user knows them; two may share a name. In the table they are <c>c0</c>, <c>c1</c> and so on.</param>
public sealed record StoredRowsSymbol(string Table, ImmutableArray<ResultColumn> Columns)
{
    /// <summary>Whether a declaration gave the columns, which then stay as they are whatever is assigned.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>A query of the engine that gives columns and no row.</summary>
    public static string WriteEmpty(ImmutableArray<ResultColumn> columns) =>
        $"SELECT {string.Join(", ", columns.Select(column => $"CAST(NULL AS {DuckDbTypes.NameOf(column.Type)})"))} WHERE false";

    /// <summary>The statement of the engine that computes the rows and keeps them.</summary>
    /// <param name="sql">The query, in the engine's dialect, which gives the columns in their order.</param>
    public string WriteCreate(string sql) =>
        $"CREATE OR REPLACE TEMP TABLE {DuckDbNames.Quote(Table)} AS SELECT * FROM ({sql}) AS q({string.Join(", ", Columns.Select((_, index) => EngineName(index)))})";

    /// <summary>The query of the engine for the kept rows in their order. Columns that share a name get others.</summary>
    public string WriteSelect()
    {
        var names = Outputs.Name(Columns.Select(column => ((string?)column.Name, column.Type)));
        return $"SELECT {string.Join(", ", names.Select((name, index) => $"{EngineName(index)} AS {DuckDbNames.Quote(name.EngineName)}"))} FROM temp.{DuckDbNames.Quote(Table)}";
    }

    /// <summary>The statement of the engine that gives the rows up; harmless when there are none.</summary>
    public string WriteDrop() => $"DROP TABLE IF EXISTS temp.{DuckDbNames.Quote(Table)}";

    /// <summary>The name of a column in the temporary table.</summary>
    /// <param name="index">Its position, from 0.</param>
    internal static string EngineName(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index}");
}
