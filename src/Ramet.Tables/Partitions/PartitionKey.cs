using System.Collections;
using System.Text;

namespace Ramet.Tables.Partitions;

/// <summary>The values that name one partition, in the order of the spec's fields. Keys with equal values are equal.</summary>
public sealed class PartitionKey : IReadOnlyList<PartitionValue>, IEquatable<PartitionKey>, IComparable<PartitionKey>
{
    private readonly PartitionValue[] values;
    private readonly int hash;

    /// <summary>Makes a key; the values are copied.</summary>
    public PartitionKey(params ReadOnlySpan<PartitionValue> values)
        : this(values.ToArray())
    {
    }

    private PartitionKey(PartitionValue[] values)
    {
        this.values = values;
        var hashCode = new HashCode();
        foreach (var value in values)
            hashCode.Add(value);
        hash = hashCode.ToHashCode();
    }

    /// <summary>The key of every file of a table without partitions.</summary>
    public static PartitionKey Empty { get; } = new();

    /// <summary>Number of levels.</summary>
    public int Count => values.Length;

    /// <summary>The value at a zero-based level.</summary>
    public PartitionValue this[int index] => values[index];

    /// <summary>Orders keys level by level; see <see cref="PartitionValue.CompareTo"/>.</summary>
    public int CompareTo(PartitionKey? other)
    {
        if (other is null)
            return 1;
        for (var i = 0; i < Math.Min(Count, other.Count); i++)
        {
            if (values[i].CompareTo(other.values[i]) is not 0 and var order)
                return order;
        }

        return Count.CompareTo(other.Count);
    }

    /// <inheritdoc/>
    public bool Equals(PartitionKey? other) => other is not null && hash == other.hash && values.AsSpan().SequenceEqual(other.values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PartitionKey);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>The name of the partition as MaxCompute shows it: <c>sale_date=2013/region=china</c>.</summary>
    /// <param name="spec">The spec that names the levels.</param>
    public string ToText(PartitionSpec spec)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
                text.Append('/');
            text.Append(spec.Fields[i].Name).Append('=').Append(values[i].ToString());
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public IEnumerator<PartitionValue> GetEnumerator() => ((IEnumerable<PartitionValue>)values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => values.GetEnumerator();

    /// <summary>The values, for logs.</summary>
    public override string ToString() => string.Join('/', values);

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(PartitionKey? left, PartitionKey? right) => Equals(left, right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(PartitionKey? left, PartitionKey? right) => !Equals(left, right);

    /// <summary>Whether one comes before another.</summary>
    public static bool operator <(PartitionKey left, PartitionKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes before another or equals it.</summary>
    public static bool operator <=(PartitionKey left, PartitionKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one comes after another.</summary>
    public static bool operator >(PartitionKey left, PartitionKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether one comes after another or equals it.</summary>
    public static bool operator >=(PartitionKey left, PartitionKey right) => left.CompareTo(right) >= 0;
}
