using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Tests.Support;

/// <summary>The tables that the tests of queries know, all in project <c>p</c>.</summary>
internal sealed class TestTables : ITableResolver
{
    public static readonly TestTables Instance = new();

    private static readonly ImmutableArray<TableSymbol> tables =
    [
        Table("sale_detail", "shop_name string, customer_id string, total_price double", "sale_date string, region string"),
        Table("plain", "id bigint, name string, price decimal(10,2), day date, at datetime, tags array<string>, props map<string,bigint>, part struct<a:int,b:string>"),
        Table("small", "t tinyint, i int not null, d double, amount decimal(10,2)"),
        Table("parts", "v bigint", "ds string, hr bigint, day date"),
        Table("shops", "shop_name string, city string", "region string"),
        Table("spread", "a bigint, ds string, pt string"),
    ];

    public TableSymbol Resolve(TableName name, TableVersion? version)
    {
        var isElsewhere = name.Parts.Length > 1 && !name.Parts[0].Matches("p");
        return tables.FirstOrDefault(table => !isElsewhere && name.Table.Matches(table.Name))
            ?? throw new RametException(ErrorCode.TableNotFound, ErrorKind.NotFound, $"table p.{name.Table.Name} cannot be resolved");
    }

    public string? GreatestPartition(TableName name) => Resolve(name, null).IsPartitioned ? "20240115" : null;

    public bool HasPartition(TableName name, IReadOnlyList<string> values) => values[0] == "20240115";

    public bool HasTable(TableName name) => true;

    public FunctionSymbol? FindFunction(Identifier? project, Identifier name) => null;

    private static TableSymbol Table(string name, string columns, string partitionColumns = "")
    {
        var data = Columns(columns, 1);
        var partitions = partitionColumns.Length == 0 ? [] : Columns(partitionColumns, data.Length + 1);
        return new TableSymbol("p", name, [.. data, .. partitions], partitions.Length);
    }

    // Types with commas inside keep theirs: only ", " separates columns.
    private static ColumnSymbol[] Columns(string columns, int firstFieldId) => [.. columns.Split(", ").Select((column, index) =>
    {
        var words = column.Split(' ');
        return new ColumnSymbol(words[0], DataType.Parse(words[1]), firstFieldId + index, IsNullable: words.Length == 2);
    })];
}
