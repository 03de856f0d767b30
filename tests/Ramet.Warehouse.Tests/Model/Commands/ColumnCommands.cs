using System.Collections.Immutable;
using Ramet.Errors;

namespace Ramet.Warehouse.Tests.Model.Commands;

/// <summary>The few columns that statements add, drop and rename, so that tables of different histories become alike again.</summary>
internal static class ColumnChoices
{
    /// <summary>How many different columns can be added.</summary>
    public const int AddedCount = 3;

    /// <summary>All names that data columns can have.</summary>
    public static readonly ImmutableList<string> Names = ["k", "v", "x0", "x1", "x2"];

    /// <summary>A column that can be added: one of each type.</summary>
    public static ModelColumn Added(int choice) => new($"x{choice}", (ModelType)choice);
}

/// <summary>ALTER TABLE ... ADD COLUMNS: rows that exist have NULL there, also when there was a column of this name before.</summary>
internal sealed record AddColumn(TableSlot Table, int Column, bool IsFirst, bool IfNotExists) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var column = ColumnChoices.Added(Column);
        var sql = $"ALTER TABLE {Table} ADD COLUMNS {(IfNotExists ? "IF NOT EXISTS " : "")}({column}){(IsFirst ? " FIRST" : "")}";
        if (world.Find(Table) is not { } table)
            return Expectation.Refusal(sql, world, ErrorCode.TableNotFound);
        if (table.Find(column.Name) is null)
            return Expectation.Success(sql, world.With(Table, Added(table, column)));
        return IfNotExists ? Expectation.Success(sql, world) : Expectation.Refusal(sql, world, ErrorCode.SemanticError);
    }

    public override IEnumerable<ModelCommand> Simpler() => IsFirst ? [this with { IsFirst = false }] : [];

    private ModelTable Added(ModelTable table, ModelColumn column)
    {
        var place = IsFirst ? 0 : table.Columns.Count;
        return (table with { Columns = table.Columns.Insert(place, column) }).MapRows((_, rows) => rows.Select(row => row.Insert(place, null)));
    }
}

/// <summary>ALTER TABLE ... DROP COLUMNS.</summary>
internal sealed record DropColumn(TableSlot Table, int Column) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var name = ColumnChoices.Names[Column];
        var sql = $"ALTER TABLE {Table} DROP COLUMNS {name}";
        if (world.Find(Table) is not { } table)
            return Expectation.Refusal(sql, world, ErrorCode.TableNotFound);
        var place = table.Columns.FindIndex(column => column.Name == name);
        return place < 0 || table.Columns.Count == 1
            ? Expectation.Refusal(sql, world, ErrorCode.SemanticError)
            : Expectation.Success(sql, world.With(Table, (table with { Columns = table.Columns.RemoveAt(place) }).MapRows((_, rows) => rows.Select(row => row.RemoveAt(place)))));
    }
}

/// <summary>ALTER TABLE ... CHANGE COLUMN: name, type and place at once.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="NewName">Its name afterwards.</param>
/// <param name="IsWidened">Whether INT becomes BIGINT, or any other type INT, which is refused.</param>
/// <param name="IsFirst">Whether it becomes the first column.</param>
internal sealed record ChangeColumn(TableSlot Table, int Column, int NewName, bool IsWidened, bool IsFirst) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var (name, newName) = (ColumnChoices.Names[Column], ColumnChoices.Names[NewName]);
        var table = world.Find(Table);
        var column = table?.Find(name);
        var type = (column?.Type ?? ModelType.BigInt, IsWidened) switch
        {
            (var same, false) => same,
            (ModelType.Int, true) => ModelType.BigInt,
            _ => ModelType.Int,
        };
        var changed = new ModelColumn(newName, type);
        var sql = $"ALTER TABLE {Table} CHANGE COLUMN {name} {changed}{(IsFirst ? " FIRST" : "")}";
        if (table is null)
            return Expectation.Refusal(sql, world, ErrorCode.TableNotFound);
        var isRefused = column is null || (newName != name && table.Find(newName) is not null) || (type == ModelType.Int && column.Type != ModelType.Int);
        return isRefused ? Expectation.Refusal(sql, world, ErrorCode.SemanticError) : Expectation.Success(sql, world.With(Table, Changed(table, column!, changed)));
    }

    public override IEnumerable<ModelCommand> Simpler()
    {
        if (NewName != Column)
            yield return this with { NewName = Column };
        if (IsFirst)
            yield return this with { IsFirst = false };
    }

    private ModelTable Changed(ModelTable table, ModelColumn column, ModelColumn changed)
    {
        var from = table.Columns.IndexOf(column);
        var to = IsFirst ? 0 : from;
        return (table with { Columns = table.Columns.RemoveAt(from).Insert(to, changed) })
            .MapRows((_, rows) => rows.Select(row => row.RemoveAt(from).Insert(to, row[from])));
    }
}
