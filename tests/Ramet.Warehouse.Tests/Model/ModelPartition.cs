namespace Ramet.Warehouse.Tests.Model;

/// <summary>
/// The name of one partition. Tables of the model have the partition columns <c>p0 STRING</c> and <c>p1 BIGINT</c>, or only the first,
/// or none; a table without partition columns holds its rows in <see cref="None"/>.
/// </summary>
/// <param name="P0">The value of the first column; null when there is none.</param>
/// <param name="P1">The value of the second column; null when there is none.</param>
internal readonly record struct ModelPartition(string? P0, int? P1) : IComparable<ModelPartition>
{
    /// <summary>How many different choices <see cref="Of"/> knows.</summary>
    public const int Choices = 6;

    public static readonly ModelPartition None = new(null, null);

    /// <summary>A partition of a table with so many levels.</summary>
    public static ModelPartition Of(int choice, int levels) => levels switch
    {
        0 => None,
        1 => new ModelPartition(First(choice), null),
        _ => new ModelPartition(First(choice), 1 + (choice / 3)),
    };

    /// <summary>The value of the first level that a choice stands for.</summary>
    public static string First(int choice) => "abc"[choice % 3].ToString();

    /// <summary>The values as cells of a row.</summary>
    public IEnumerable<string?> Cells => P0 is null ? [] : P1 is null ? [P0] : [P0, P1.ToString()];

    /// <summary>The values as literals behind the columns of a query.</summary>
    public string Literals => P0 is null ? "" : P1 is null ? $", '{P0}'" : $", '{P0}', {P1}L";

    /// <summary>The specification as statements write it.</summary>
    public string Spec => P1 is null ? $"PARTITION (p0='{P0}')" : $"PARTITION (p0='{P0}', p1={P1})";

    public int CompareTo(ModelPartition other)
    {
        var byFirst = string.CompareOrdinal(P0, other.P0);
        return byFirst != 0 ? byFirst : Nullable.Compare(P1, other.P1);
    }

    /// <summary>The partition as SHOW PARTITIONS lists it.</summary>
    public override string ToString() => P1 is null ? $"p0={P0}" : $"p0={P0}/p1={P1}";
}
