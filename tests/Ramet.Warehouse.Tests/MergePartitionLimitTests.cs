using System.Globalization;
using Ramet.Errors;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

/// <summary>At most 4,000 partitions are merged at a time.</summary>
public sealed class MergePartitionLimitTests
{
    private const int PartitionsMax = 4000;

    [Fact]
    public void More_than_four_thousand_partitions_are_not_merged_at_a_time()
    {
        using var warehouse = new TestWarehouse();
        var partitions = Enumerable.Range(0, PartitionsMax + 1).Select(number => string.Create(CultureInfo.InvariantCulture, $"PARTITION (n={number})"));
        warehouse.Run($"CREATE TABLE t (v BIGINT) PARTITIONED BY (n INT); ALTER TABLE t ADD {string.Join(' ', partitions)}");

        var error = Assert.Throws<RametException>(() => warehouse.Run("ALTER TABLE t MERGE PARTITION (n >= 0) OVERWRITE PARTITION (n=-1)"));
        warehouse.Run("ALTER TABLE t MERGE PARTITION (n > 0) OVERWRITE PARTITION (n=-1)");

        Assert.Equal(ErrorCode.SemanticError, error.Code);
        Assert.Contains("at most 4000 partitions of table p.t can be merged at a time, found 4001", error.Detail, StringComparison.Ordinal);
        Assert.Equal("n=-1\nn=0\n", warehouse.Text("SHOW PARTITIONS t"));
    }
}
