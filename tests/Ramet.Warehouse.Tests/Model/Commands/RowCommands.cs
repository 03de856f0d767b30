using System.Globalization;
using Ramet.Errors;

namespace Ramet.Warehouse.Tests.Model.Commands;

/// <summary>UPDATE of the rows whose key leaves a remainder: they get the key of a new row.</summary>
internal sealed record UpdateRows(TableSlot Table, int Remainder) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var sql = $"UPDATE {Table} SET k = {world.NextKey}L WHERE {RowChoice.Condition(Remainder)}";
        if (RowChoice.Refusal(world, Table) is { } reason)
            return Expectation.Refusal(sql, world, reason);
        var table = world.Find(Table)!;
        var key = RowChoice.KeyOf(table);
        var cell = world.NextKey.ToString(CultureInfo.InvariantCulture);
        var updated = table.MapRows((_, rows) => rows.Select(row => RowChoice.IsMeant(row[key], Remainder) ? row.SetItem(key, cell) : row));
        return Expectation.Success(sql, world.With(Table, updated) with { NextKey = world.NextKey + 1 });
    }
}

/// <summary>DELETE of the rows whose key leaves a remainder.</summary>
internal sealed record DeleteRows(TableSlot Table, int Remainder) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table];

    public override Expectation Expect(ModelWorld world)
    {
        var sql = $"DELETE FROM {Table} WHERE {RowChoice.Condition(Remainder)}";
        if (RowChoice.Refusal(world, Table) is { } reason)
            return Expectation.Refusal(sql, world, reason);
        var table = world.Find(Table)!;
        var key = RowChoice.KeyOf(table);
        return Expectation.Success(sql, world.With(Table, table.MapRows((_, rows) => rows.Where(row => !RowChoice.IsMeant(row[key], Remainder)))));
    }
}

/// <summary>
/// MERGE with the rows of another table, by key: rows with a key that the source has are deleted, the source's other keys are inserted,
/// each once and with nothing in the other columns.
/// </summary>
internal sealed record MergeRows(TableSlot Table, TableSlot Source, int Partition) : ModelCommand
{
    public override IEnumerable<TableSlot> Slots => [Table, Source];

    public override Expectation Expect(ModelWorld world)
    {
        var table = world.Find(Table);
        var source = world.Find(Source);
        var into = ModelPartition.Of(Partition, table?.Levels ?? 0);
        var columns = table?.Columns ?? [new ModelColumn("k", ModelType.BigInt)];
        var values = columns.Select(column => column.Name == "k" ? "s.k" : $"CAST(NULL AS {column.Type.ToString().ToUpperInvariant()})");
        var sql = $"MERGE INTO {Table} t USING (SELECT DISTINCT k FROM {Source} WHERE k IS NOT NULL) s ON t.k = s.k "
            + $"WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES ({string.Join(", ", values)}{into.Literals})";
        var reasons = new List<ErrorCode>();
        if (RowChoice.Refusal(world, Table) is { } reason)
            reasons.Add(reason);
        if (source is null)
            reasons.Add(ErrorCode.TableNotFound);
        else if (source.Find("k") is not { Type: ModelType.BigInt })
            reasons.Add(ErrorCode.SemanticError);
        return Expectation.Of(sql, world, reasons, () => world.With(Table, Merged(table!, source!, into)));
    }

    private static ModelTable Merged(ModelTable table, ModelTable source, ModelPartition into)
    {
        var (key, sourceKey) = (RowChoice.KeyOf(table), RowChoice.KeyOf(source));
        var keys = source.Partitions.Values.SelectMany(rows => rows.Select(row => row[sourceKey])).OfType<string>().ToHashSet();
        var present = table.Partitions.Values.SelectMany(rows => rows.Select(row => row[key])).ToHashSet();
        var kept = table.MapRows((_, rows) => rows.Where(row => row[key] is not { } cell || !keys.Contains(cell)));
        var inserted = keys.Where(cell => !present.Contains(cell))
            .Select(cell => table.Columns.ConvertAll(column => column.Name == "k" ? cell : null))
            .ToList();
        return inserted.Count == 0 ? kept : kept.Append(into, inserted);
    }
}

/// <summary>The rows that UPDATE and DELETE mean: those whose key <c>k</c> leaves a remainder when it is divided by three.</summary>
internal static class RowChoice
{
    public const int Choices = 3;

    public static string Condition(int remainder) => $"k % 3 = {remainder}";

    public static bool IsMeant(string? cell, int remainder) => cell is not null && long.Parse(cell, CultureInfo.InvariantCulture) % 3 == remainder;

    public static int KeyOf(ModelTable table) => table.Columns.FindIndex(column => column.Name == "k");

    /// <summary>Why rows of the table cannot be changed by key; null when they can.</summary>
    public static ErrorCode? Refusal(ModelWorld world, TableSlot slot) => world.Find(slot) switch
    {
        null => ErrorCode.TableNotFound,
        { IsTransactional: true } table when table.Find("k") is { Type: ModelType.BigInt } => null,
        _ => ErrorCode.SemanticError,
    };
}
