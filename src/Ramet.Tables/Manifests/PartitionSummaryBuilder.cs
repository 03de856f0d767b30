using Ramet.Tables.Partitions;

namespace Ramet.Tables.Manifests;

/// <summary>Gathers what values the partition fields of a manifest have.</summary>
internal sealed class PartitionSummaryBuilder(int fieldCount)
{
    private readonly FieldState[] fields = new FieldState[fieldCount];

    public void Add(PartitionKey key)
    {
        for (var i = 0; i < fields.Length; i++)
            fields[i].Add(key[i]);
    }

    public ValueList<PartitionFieldSummary> Build() => fields.Select(field => field.Build()).ToValueList();

    private struct FieldState
    {
        private bool containsNull;
        private bool containsNaN;
        private PartitionValue? lower;
        private PartitionValue? upper;

        public void Add(PartitionValue value)
        {
            containsNull |= value.IsNull;
            containsNaN |= value.IsNaN;
            if (value.IsNull || value.IsNaN)
                return;
            if (lower is not { } low || value < low)
                lower = value;
            if (upper is not { } high || value > high)
                upper = value;
        }

        public readonly PartitionFieldSummary Build() => new(containsNull, containsNaN, lower, upper);
    }
}
