using Ramet.Errors;
using Ramet.Warehouse.Tests.Support;

namespace Ramet.Warehouse.Tests;

public class DamagedFileTests
{
    public static TheoryData<string> Damages => ["missing", "empty", "truncated", "header", "footer"];

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_data_file_is_named_with_its_table(string damage)
    {
        using var warehouse = new TestWarehouse();
        warehouse.Run("CREATE TABLE good (a BIGINT); INSERT INTO good VALUES (1); CREATE TABLE bad (a BIGINT, b STRING);");
        var known = DataFiles(warehouse);
        warehouse.Run("INSERT INTO bad VALUES (1, 'x'), (2, 'y')");
        var file = Assert.Single(DataFiles(warehouse).Except(known));

        Damage(file, damage);

        AssertNamed(file, Assert.Throws<RametException>(() => warehouse.Rows("SELECT * FROM good JOIN bad ON good.a = bad.a")));
        AssertNamed(file, Assert.Throws<RametException>(() => warehouse.Run("INSERT INTO good SELECT a FROM bad WHERE b > 'a'")));
        Assert.Equal(["1"], warehouse.Rows("SELECT * FROM good"));
    }

    private static void AssertNamed(string file, RametException error)
    {
        Assert.Equal(ErrorCode.StorageError, error.Code);
        Assert.Contains($"data file '{file}' of table p.bad", error.Message, StringComparison.Ordinal);
    }

    private static string[] DataFiles(TestWarehouse warehouse) => Directory.GetFiles(warehouse.Directory, "*.parquet", SearchOption.AllDirectories);

    private static void Damage(string file, string damage)
    {
        var bytes = File.ReadAllBytes(file);
        switch (damage)
        {
            case "missing":
                File.Delete(file);
                return;
            case "empty":
                bytes = [];
                break;
            case "truncated":
                bytes = bytes[..100];
                break;
            case "header": // of the first page, behind the magic bytes
                bytes.AsSpan(8, 12).Fill((byte)'A');
                break;
            case "footer":
                bytes.AsSpan(bytes.Length - 120, 100).Fill(0x7f);
                break;
            default:
                throw new ArgumentException($"Unknown damage '{damage}'.", nameof(damage));
        }
        File.WriteAllBytes(file, bytes);
    }
}
