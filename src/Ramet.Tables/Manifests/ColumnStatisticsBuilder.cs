namespace Ramet.Tables.Manifests;

/// <summary>Turns the six maps by which a manifest holds statistics into one list by column. Used again for every file.</summary>
internal sealed class ColumnStatisticsBuilder
{
    private readonly SortedDictionary<int, Values> columns = [];

    public enum Kind
    {
        Size,
        ValueCount,
        NullCount,
        NanCount,
        LowerBound,
        UpperBound,
    }

    /// <summary>What the map with a field id of the specification holds; null when it holds no statistics that are kept here.</summary>
    public static Kind? KindOf(int fieldId) => fieldId switch
    {
        108 => Kind.Size,
        109 => Kind.ValueCount,
        110 => Kind.NullCount,
        137 => Kind.NanCount,
        125 => Kind.LowerBound,
        128 => Kind.UpperBound,
        _ => null,
    };

    public void SetCount(int fieldId, Kind kind, long count) => Of(fieldId).Counts[(int)kind] = count;

    public void SetBound(int fieldId, Kind kind, byte[] bound) => Of(fieldId).Bounds[kind - Kind.LowerBound] = bound;

    public ColumnStatistics[] BuildAndClear()
    {
        var built = columns.Select(column => column.Value.Build(column.Key)).ToArray();
        columns.Clear();
        return built;
    }

    private Values Of(int fieldId)
    {
        if (!columns.TryGetValue(fieldId, out var values))
            columns[fieldId] = values = new Values();
        return values;
    }

    private sealed class Values
    {
        public long?[] Counts { get; } = new long?[4];

        public byte[]?[] Bounds { get; } = new byte[]?[2];

        public ColumnStatistics Build(int fieldId) => new()
        {
            FieldId = fieldId,
            SizeBytes = Counts[(int)Kind.Size],
            ValueCount = Counts[(int)Kind.ValueCount],
            NullCount = Counts[(int)Kind.NullCount],
            NanCount = Counts[(int)Kind.NanCount],
            LowerBound = Bounds[0],
            UpperBound = Bounds[1],
        };
    }
}
