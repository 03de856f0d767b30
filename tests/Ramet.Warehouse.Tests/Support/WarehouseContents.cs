using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;

namespace Ramet.Warehouse.Tests.Support;

/// <summary>All that can be seen of the tables and functions of a project, as text, so that two states can be compared.</summary>
internal static class WarehouseContents
{
    /// <summary>The definition, partitions and rows of every table of the session's project, and the names of its functions.</summary>
    public static string Of(Session session)
    {
        session.Execute("SET odps.sql.allow.fullscan=true").Dispose();
        var contents = new List<string>();
        foreach (var line in Show(session, "SHOW TABLES").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var table = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..];
            var definition = Show(session, $"SHOW CREATE TABLE {table}");
            contents.Add(definition);
            if (definition.Contains("PARTITIONED BY", StringComparison.Ordinal))
                contents.Add(Show(session, $"SHOW PARTITIONS {table}"));
            if (!definition.StartsWith("CREATE EXTERNAL", StringComparison.Ordinal)) // its files need not be there
                contents.AddRange(Rows(session, table));
        }
        contents.Add(Show(session, "SHOW FUNCTIONS"));
        return string.Join('\n', contents);
    }

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
