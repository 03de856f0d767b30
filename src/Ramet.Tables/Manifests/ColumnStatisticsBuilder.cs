namespace Ramet.Tables.Manifests;

/// <summary>
/// Turns the six maps by which a manifest holds statistics into one list by column. Used again for every file: a rewrite reads the
/// statistics of thousands of files.
/// </summary>
internal sealed class ColumnStatisticsBuilder
{
    private Column[] columns = new Column[16]; // by ascending field id
    private int count;
    private int last; // where the previous value went: the maps mostly list the same columns in the same order

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

    public void SetCount(int fieldId, Kind kind, long value)
    {
        ref var column = ref Find(fieldId);
        switch (kind)
        {
            case Kind.Size:
                column.SizeBytes = value;
                break;
            case Kind.ValueCount:
                column.ValueCount = value;
                break;
            case Kind.NullCount:
                column.NullCount = value;
                break;
            case Kind.NanCount:
                column.NanCount = value;
                break;
            case Kind.LowerBound or Kind.UpperBound:
                throw new ArgumentException("A bound is not a count.", nameof(kind));
        }
    }

    public void SetBounds(int fieldId, byte[]? lower = null, byte[]? upper = null)
    {
        ref var column = ref Find(fieldId);
        column.LowerBound ??= lower;
        column.UpperBound ??= upper;
    }

    public ColumnStatistics[] BuildAndClear()
    {
        var built = new ColumnStatistics[count];
        for (var i = 0; i < count; i++)
            built[i] = columns[i].Build();
        columns.AsSpan(0, count).Clear();
        count = 0;
        last = 0;
        return built;
    }

    private ref Column Find(int fieldId)
    {
        var next = last + 1 < count && columns[last + 1].FieldId == fieldId ? last + 1 : -1;
        last = next >= 0 ? next : FindOrInsert(fieldId);
        return ref columns[last];
    }

    private int FindOrInsert(int fieldId)
    {
        var place = 0;
        while (place < count && columns[place].FieldId < fieldId)
            place++;
        if (place < count && columns[place].FieldId == fieldId)
            return place;
        if (count == columns.Length)
            Array.Resize(ref columns, count * 2);
        Array.Copy(columns, place, columns, place + 1, count - place);
        columns[place] = new Column { FieldId = fieldId };
        count++;
        return place;
    }

    private struct Column
    {
        public int FieldId;
        public long? SizeBytes;
        public long? ValueCount;
        public long? NullCount;
        public long? NanCount;
        public byte[]? LowerBound;
        public byte[]? UpperBound;

        public readonly ColumnStatistics Build() => new()
        {
            FieldId = FieldId,
            SizeBytes = SizeBytes,
            ValueCount = ValueCount,
            NullCount = NullCount,
            NanCount = NanCount,
            LowerBound = LowerBound,
            UpperBound = UpperBound,
        };
    }
}
