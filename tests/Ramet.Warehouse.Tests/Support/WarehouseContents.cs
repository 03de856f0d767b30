using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;

namespace Ramet.Warehouse.Tests.Support;

/// <summary>All that can be seen of the tables and functions of a project, as text, so that two states can be compared.</summary>
internal static class WarehouseContents
{
    /// <summary>The definition, partitions and rows of every table of the session's project, and the definition of every function.</summary>
    public static string Of(Session session)
    {
        session.Execute("SET odps.sql.allow.fullscan=true").Dispose();
        var contents = new List<string>();
        foreach (var table in Names(session, "SHOW TABLES"))
        {
            var definition = Show(session, $"SHOW CREATE TABLE {table}");
            contents.Add(definition);
            if (definition.Contains("PARTITIONED BY", StringComparison.Ordinal))
                contents.Add(Show(session, $"SHOW PARTITIONS {table}"));
            var isReadable = !definition.StartsWith("CREATE EXTERNAL", StringComparison.Ordinal) // its files need not be there
                && !definition.Contains("(@", StringComparison.Ordinal); // it has parameters
            if (isReadable)
                contents.AddRange(Rows(session, table));
        }
        contents.AddRange(Names(session, "SHOW FUNCTIONS").Select(function => Lines(Show(session, $"DESC FUNCTION {function}")).Last()));
        return string.Join('\n', contents);
    }

    /// <summary>The names that a statement lists as <c>owner:name</c>.</summary>
    private static IEnumerable<string> Names(Session session, string statement) =>
        Lines(Show(session, statement)).Select(static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Show(Session session, string statement)
    {
        using var result = (TextResult)session.Execute(statement);
        return result.Text;
    }

    private static List<string> Rows(Session session, string table)
    {
        using var result = (RowsResult)session.Execute($"SELECT * FROM {table}");
        var rows = new List<string>();
        var cells = new string?[result.Columns.Count];
        while (result.TryReadRow(cells))
            rows.Add(string.Join('|', cells));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
