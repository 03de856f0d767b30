using System.Globalization;
using Ramet.Tables.Manifests;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Statistics;

/// <summary>
/// Turns the statistics that DuckDB's <c>COPY ... (RETURN_STATS true)</c> prints for a file it wrote into those of a manifest. What is not
/// understood is left out: a missing bound costs time, a wrong one costs rows.
/// </summary>
public static class EngineStatistics
{
    /// <summary>Converts the statistics of one file.</summary>
    /// <param name="schema">The schema of the file.</param>
    /// <param name="columns">
    /// The column <c>column_statistics</c>: by quoted column path (<c>"a"."element"</c>), a map with <c>column_size_bytes</c>,
    /// <c>num_values</c>, <c>null_count</c>, <c>min</c>, <c>max</c> and <c>has_nan</c>, as far as known.
    /// </param>
    /// <param name="wholeBoundsOf">
    /// The columns whose bounds are kept in full length; null for none. Others keep the beginning of a text, which tells little about files that are divided by
    /// the column.
    /// </param>
    /// <returns>Statistics by ascending field id; columns that the schema does not have are passed over.</returns>
    public static IReadOnlyList<ColumnStatistics> Convert(
        Schema schema, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> columns, ColumnSelection? wholeBoundsOf = null)
    {
        var converted = new List<ColumnStatistics>();
        foreach (var (path, statistics) in columns)
        {
            if (Find(schema, ColumnPath.Parse(path)) is var (field, isRepeated))
                converted.Add(Convert(field, isRepeated, statistics, wholeBoundsOf?.Contains(field.Id) == true ? int.MaxValue : BoundText.CharactersMax));
        }

        converted.Sort((left, right) => left.FieldId.CompareTo(right.FieldId));
        return converted;
    }

    private static (Field Field, bool IsRepeated)? Find(Schema schema, IReadOnlyList<string> path)
    {
        Field? found = null;
        var isRepeated = false;
        IReadOnlyList<Field> level = schema.Fields;
        foreach (var name in path)
        {
            found = level.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));
            if (found is null)
                return null;
            isRepeated |= found.Type is ListType or MapType;
            level = found.Type.Children;
        }

        return found is null ? null : (found, isRepeated);
    }

    // Values inside of lists and maps are not one per row, so only their size says something of the column.
    private static ColumnStatistics Convert(
        Field field, bool isRepeated, IReadOnlyDictionary<string, string> statistics, int charactersMax)
    {
        var sizeBytes = Count(statistics, "column_size_bytes");
        if (isRepeated)
            return new ColumnStatistics { FieldId = field.Id, SizeBytes = sizeBytes };
        var isFloating = field.Type is PrimitiveType { Kind: PrimitiveKind.Float or PrimitiveKind.Double };
        var hasNoNaN = statistics.GetValueOrDefault("has_nan") == "false";
        var mayHaveBounds = !isFloating || hasNoNaN;
        return new ColumnStatistics
        {
            FieldId = field.Id,
            SizeBytes = sizeBytes,
            ValueCount = Count(statistics, "num_values"),
            NullCount = Count(statistics, "null_count"),
            NanCount = isFloating && hasNoNaN ? 0 : null,
            LowerBound = mayHaveBounds && statistics.TryGetValue("min", out var min) ? BoundText.TryEncodeLower(field.Type, min, charactersMax) : null,
            UpperBound = mayHaveBounds && statistics.TryGetValue("max", out var max) ? BoundText.TryEncodeUpper(field.Type, max, charactersMax) : null,
        };
    }

    private static long? Count(IReadOnlyDictionary<string, string> statistics, string name) =>
        statistics.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : null;
}
