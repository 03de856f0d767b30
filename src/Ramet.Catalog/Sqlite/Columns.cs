using Microsoft.Data.Sqlite;
using Ramet.Access;

namespace Ramet.Catalog.Sqlite;

/// <summary>How domain values stand in columns.</summary>
internal static class Columns
{
    public static string? GetText(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset GetTime(this SqliteDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? GetOptionalTime(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetTime(column);

    public static Principal GetPrincipal(this SqliteDataReader row, int column) => Principal.Parse(row.GetString(column));

    public static T GetEnum<T>(this SqliteDataReader row, int column)
        where T : struct, Enum => Enum.Parse<T>(row.GetString(column));

    public static long ToColumn(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
