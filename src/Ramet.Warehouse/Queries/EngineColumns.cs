using Ramet.Sql.Binding;

namespace Ramet.Warehouse.Queries;

/// <summary>Columns that are added to those of a table in the engine's temporary tables.</summary>
internal static class EngineColumns
{
    /// <summary>A name that no column of the table has.</summary>
    /// <param name="table">The table.</param>
    /// <param name="word">What the name begins with; a plain word.</param>
    public static string FreeName(TableSymbol table, string word)
    {
        while (table.IndexOf(word) >= 0)
            word += "_";
        return word;
    }
}
