using Ramet.Sql.DuckDb;
using Ramet.Sql.Tests.Support;

namespace Ramet.Sql.Tests.Binding;

/// <summary>UPDATE, DELETE and MERGE become one query for the changes, of which only the partitions are read that can matter.</summary>
public sealed class RowChangeTests
{
    [Theory]
    [InlineData("DELETE FROM parts WHERE ds = 'a' AND v = 1", "parts.ds = 'a'")]
    [InlineData("DELETE FROM parts PARTITION (ds='a', hr=8)", "parts.ds = 'a' AND parts.hr = CAST(8 AS BIGINT)")]
    [InlineData("DELETE FROM parts x PARTITION (hr=8) WHERE x.ds > 'b'", "x.hr = CAST(8 AS BIGINT) AND x.ds > 'b'")]
    [InlineData("UPDATE parts SET v = s.a FROM spread s WHERE parts.ds = 'a' AND s.ds = parts.ds", "parts.ds = 'a'")]
    [InlineData("MERGE INTO parts t USING spread s ON t.v = s.a AND t.ds = 'a' WHEN MATCHED THEN DELETE", "t.ds = 'a'")]
    [InlineData("MERGE INTO parts t USING spread s ON t.v = s.a AND t.ds = 'a' WHEN NOT MATCHED THEN INSERT VALUES (s.a, 'b', 1, NULL)", "t.ds = 'a'")]
    [InlineData("MERGE INTO parts t USING spread s ON t.v = s.a WHEN MATCHED AND t.ds = 'a' THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (1, 'b', 1, NULL)", null)]
    public void Only_partitions_that_can_matter_are_read(string sql, string? predicate)
    {
        var change = Bind.RowChange(sql);
        var filter = DuckDbWriter.WritePartitionFilter(change.Target, "r");
        Assert.Equal(predicate is null ? "" : $" WHERE {predicate}", filter[(filter.IndexOf(" AS ", StringComparison.Ordinal) + 4 + change.Target.EngineAlias.Length)..]);
    }

    [Theory]
    [InlineData("DELETE FROM plain", true)]
    [InlineData("DELETE FROM parts PARTITION (ds='a') WHERE hr > 1 AND (day IS NULL OR ds < 'b')", true)]
    [InlineData("DELETE FROM parts WHERE ds = 'a' AND v = 1", false)]
    [InlineData("DELETE FROM parts WHERE ds IN (SELECT ds FROM spread)", false)]
    [InlineData("DELETE FROM parts WHERE RAND() < 0.5 AND ds = 'a'", false)]
    [InlineData("DELETE FROM plain WHERE false", false)]
    [InlineData("UPDATE parts SET v = 1 WHERE ds = 'a'", false)]
    public void Whole_partitions_are_deleted_without_a_look_at_their_rows(string sql, bool isWhole) =>
        Assert.Equal(isWhole, Bind.RowChange(sql).DeletesPartitions);

    [Theory]
    [InlineData("DELETE FROM plain", "", "")]
    [InlineData("UPDATE plain SET price = 1, id = 2", "0,2", "0,2")]
    [InlineData("UPDATE plain SET (name, id) = (SELECT 'x', 1)", "0,1", "0,1")]
    [InlineData("MERGE INTO small t USING plain s ON t.i = s.id WHEN MATCHED THEN UPDATE SET d = 1 WHEN NOT MATCHED THEN INSERT (i) VALUES (1)", "0,1,2,3", "2")]
    public void Columns_that_get_values_are_known(string sql, string assigned, string updated)
    {
        var change = Bind.RowChange(sql);
        Assert.Equal((assigned, updated), (string.Join(',', change.Assigned), string.Join(',', change.Updated)));
        Assert.Equal(3 + change.Assigned.Length, change.Changes!.Columns.Length);
        Assert.Equal(change.Assigned.Select(column => change.Target.Table.Columns[column].Type), change.Changes.Columns.Skip(3).Select(column => column.Type));
    }
}
