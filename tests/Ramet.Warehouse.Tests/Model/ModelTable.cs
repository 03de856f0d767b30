using System.Collections.Immutable;

namespace Ramet.Warehouse.Tests.Model;

/// <summary>A table of the model: plain values, so that a copy of it is a copy of everything.</summary>
internal sealed record ModelTable
{
    /// <summary>The data columns in order.</summary>
    public required ImmutableList<ModelColumn> Columns { get; init; }

    /// <summary>How many partition columns there are, 0 to 2.</summary>
    public required int Levels { get; init; }

    /// <summary>The rows of each partition that exists; each row is its cells as they are shown, without the partition columns.</summary>
    public required ImmutableSortedDictionary<ModelPartition, ImmutableList<ImmutableList<string?>>> Partitions { get; init; }

    /// <summary>Whether rows can be changed by UPDATE, DELETE and MERGE.</summary>
    public bool IsTransactional { get; init; }

    public bool IsPartitioned => Levels > 0;

    /// <summary>All rows with their partition columns, each as its cells joined, in the order of the texts.</summary>
    public IEnumerable<string> RowTexts => Partitions
        .SelectMany(partition => partition.Value.Select(row => Text([.. row, .. partition.Key.Cells])))
        .Order(StringComparer.Ordinal);

    public static ModelTable Empty(ImmutableList<ModelColumn> columns, int levels) => new()
    {
        Columns = columns,
        Levels = levels,
        Partitions = NoPartitions(levels),
    };

    /// <summary>A table of the same definition without rows.</summary>
    public ModelTable Like() => this with { Partitions = NoPartitions(Levels) };

    /// <summary>What a table holds that was just made: nothing, which for a table without partitions is one place without rows.</summary>
    public static ImmutableSortedDictionary<ModelPartition, ImmutableList<ImmutableList<string?>>> NoPartitions(int levels)
    {
        var none = ImmutableSortedDictionary<ModelPartition, ImmutableList<ImmutableList<string?>>>.Empty;
        return levels == 0 ? none.Add(ModelPartition.None, []) : none;
    }

    public ModelColumn? Find(string name) => Columns.Find(column => column.Name == name);

    /// <summary>Adds rows to a partition, which is made when it does not exist.</summary>
    public ModelTable Append(ModelPartition partition, IEnumerable<ImmutableList<string?>> rows) =>
        this with { Partitions = Partitions.SetItem(partition, Partitions.GetValueOrDefault(partition, []).AddRange(rows)) };

    public ModelTable Replace(ModelPartition partition, IEnumerable<ImmutableList<string?>> rows) =>
        this with { Partitions = Partitions.SetItem(partition, [.. rows]) };

    public ModelTable Drop(IEnumerable<ModelPartition> partitions) => this with { Partitions = Partitions.RemoveRange(partitions) };

    /// <summary>Changes the rows of each partition; partitions that lose all of them stay.</summary>
    public ModelTable MapRows(Func<ModelPartition, ImmutableList<ImmutableList<string?>>, IEnumerable<ImmutableList<string?>>> change) => this with
    {
        Partitions = Partitions.ToImmutableSortedDictionary(
            partition => partition.Key, partition => change(partition.Key, partition.Value).ToImmutableList()),
    };

    /// <summary>The one way in which a row is compared.</summary>
    public static string Text(IEnumerable<string?> cells) => string.Join('|', cells.Select(cell => cell ?? "NULL"));
}

/// <summary>A data column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
internal sealed record ModelColumn(string Name, ModelType Type)
{
    /// <summary>The value of this column in the row with a key: always the same, so that rows need not be written out in a scenario.</summary>
    /// <param name="key">The key, different for each row that is inserted.</param>
    /// <returns>The literal to insert, and the cell that is shown afterwards.</returns>
    public (string Literal, string? Cell) ValueFor(long key) => Type switch
    {
        ModelType.String when key % 5 == 4 => ("NULL", null),
        ModelType.String => ($"'{Name}{key}'", $"{Name}{key}"),
        ModelType.Int => ($"{key % 100}", $"{key % 100}"),
        ModelType.BigInt => ($"{key}L", $"{key}"),
    };

    public override string ToString() => $"{Name} {Type.ToString().ToUpperInvariant()}";
}

/// <summary>The types that columns of the model have.</summary>
internal enum ModelType
{
    BigInt,
    String,
    Int,
}
