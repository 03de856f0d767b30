using System.Text;

namespace Ramet.Tables.Statistics;

/// <summary>Reads the path of a column as DuckDB prints it: quoted names with dots between them, a quote in a name doubled.</summary>
internal static class ColumnPath
{
    /// <summary>The names; empty when the text is not such a path.</summary>
    public static IReadOnlyList<string> Parse(string path)
    {
        var names = new List<string>();
        var position = 0;
        while (position < path.Length)
        {
            if (ReadName(path, ref position) is not { } name)
                return [];
            names.Add(name);
            if (position == path.Length)
                break;
            if (path[position++] != '.' || position == path.Length)
                return [];
        }

        return names;
    }

    private static string? ReadName(string path, ref int position)
    {
        if (path[position++] != '"')
            return null;
        var name = new StringBuilder();
        while (position < path.Length)
        {
            var unit = path[position++];
            if (unit != '"')
                name.Append(unit);
            else if (position < path.Length && path[position] == '"')
                name.Append(path[position++]);
            else
                return name.ToString();
        }

        return null;
    }
}
