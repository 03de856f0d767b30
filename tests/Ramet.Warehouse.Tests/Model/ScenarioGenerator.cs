using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Tests.Model.Commands;

namespace Ramet.Warehouse.Tests.Model;

/// <summary>Random scenarios. The weights are such that most names are taken most of the time and most statements succeed.</summary>
internal static class ScenarioGenerator
{
    private const int FirstSteps = 6;

    private static readonly Gen<TableSlot> Slot = Gen.Elements(TableSlot.All.ToArray());

    private static readonly Gen<bool> Coin = Gen.Elements(false, true);

    private static readonly Gen<int> Partition = Gen.Choose(0, ModelPartition.Choices - 1);

    private static readonly Gen<PartitionMode> Mode = Gen.Elements(Enum.GetValues<PartitionMode>());

    private static readonly Gen<ModelCommand> CreateTable =
        from slot in Slot
        from isWide in Gen.Choose(0, 3)
        from levels in Gen.Elements(0, 1, 1, 2)
        from transactional in Gen.Choose(0, 3)
        from ifNotExists in Coin
        select (ModelCommand)new CreateTable(slot, isWide == 0, levels, transactional == 0, ifNotExists);

    private static readonly Gen<ModelCommand> CreateLikeOrAs =
        from slot in Slot
        from source in Slot
        from isLike in Coin
        select isLike ? new CreateTableLike(slot, source) : (ModelCommand)new CreateTableAs(slot, source);

    private static readonly Gen<ModelCommand> InsertValues =
        from slot in Slot
        from isOverwrite in Coin
        from mode in Mode
        from partition in Partition
        from rows in Partitions(0, 4)
        select (ModelCommand)new InsertValues(slot, isOverwrite, mode, partition, rows);

    private static readonly Gen<ModelCommand> InsertSelect =
        from slot in Slot
        from source in Slot
        from isOverwrite in Coin
        from mode in Mode
        from partition in Partition
        from isFiltered in Coin
        select (ModelCommand)new InsertSelect(slot, source, isOverwrite, mode, partition, isFiltered);

    private static readonly Gen<ModelCommand> AddPartitions =
        from slot in Slot
        from partitions in Partitions(1, 3)
        from ifNotExists in Coin
        select (ModelCommand)new AddPartitions(slot, partitions, ifNotExists);

    private static readonly Gen<ModelCommand> DropPartitions =
        from slot in Slot
        from partition in Partition
        from form in Gen.Elements(Enum.GetValues<DropForm>())
        from ifExists in Coin
        select (ModelCommand)new DropPartitions(slot, partition, form, ifExists);

    private static readonly Gen<ModelCommand> RenamePartition =
        from slot in Slot
        from partition in Partition
        from newPartition in Partition
        select (ModelCommand)new RenamePartition(slot, partition, newPartition);

    private static readonly Gen<ModelCommand> Truncate =
        from slot in Slot
        from partitions in Partitions(0, 2)
        select (ModelCommand)new Truncate(slot, partitions);

    private static readonly Gen<ModelCommand> AddColumn =
        from slot in Slot
        from column in Gen.Choose(0, ColumnChoices.AddedCount - 1)
        from isFirst in Coin
        from ifNotExists in Coin
        select (ModelCommand)new AddColumn(slot, column, isFirst, ifNotExists);

    private static readonly Gen<int> ColumnName = Gen.Choose(0, ColumnChoices.Names.Count - 1);

    // Mostly the columns that were added, so that tables keep their keys.
    private static readonly Gen<ModelCommand> DropColumn =
        from slot in Slot
        from column in Gen.Frequency((1, ColumnName), (4, Gen.Choose(2, ColumnChoices.Names.Count - 1)))
        select (ModelCommand)new DropColumn(slot, column);

    private static readonly Gen<ModelCommand> ChangeColumn =
        from slot in Slot
        from column in ColumnName
        from newName in Gen.Frequency((2, Gen.Constant(column)), (1, ColumnName))
        from widened in Gen.Choose(0, 2)
        from isFirst in Coin
        select (ModelCommand)new ChangeColumn(slot, column, newName, widened == 0, isFirst);

    private static readonly Gen<int> Remainder = Gen.Choose(0, RowChoice.Choices - 1);

    private static readonly Gen<ModelCommand> ChangeRows =
        from slot in Slot
        from source in Slot
        from partition in Partition
        from remainder in Remainder
        from command in Gen.Elements<ModelCommand>(
            new UpdateRows(slot, remainder), new DeleteRows(slot, remainder), new MergeRows(slot, source, partition))
        select command;

    private static readonly Gen<ModelCommand> MergeSmallFiles = Slot.Select(static slot => (ModelCommand)new MergeSmallFiles(slot));

    private static readonly Gen<ModelCommand> RenameTable =
        from slot in Slot
        from name in Gen.Choose(0, TableSlot.TablesOfProject - 1)
        select (ModelCommand)new RenameTable(slot, name);

    private static readonly Gen<ModelCommand> DropTable =
        from slot in Slot
        from ifExists in Coin
        select (ModelCommand)new DropTable(slot, ifExists);

    private static readonly Gen<ModelCommand> CloneTable =
        from source in Slot
        from destination in Slot
        from namesPartitions in Gen.Choose(0, 2)
        from partitions in Partitions(1, 3)
        from whenExists in Gen.Elements(CloneWhenExists.Fail, CloneWhenExists.Overwrite, CloneWhenExists.Overwrite, CloneWhenExists.Ignore)
        select (ModelCommand)new CloneTable(source, destination, namesPartitions == 0 ? partitions : [], whenExists);

    private static readonly Gen<ModelCommand> Command = Gen.Frequency(
        (5, CreateTable),
        (2, CreateLikeOrAs),
        (10, InsertValues),
        (5, InsertSelect),
        (3, AddPartitions),
        (4, DropPartitions),
        (3, RenamePartition),
        (2, Truncate),
        (2, AddColumn),
        (1, DropColumn),
        (2, ChangeColumn),
        (5, ChangeRows),
        (3, MergeSmallFiles),
        (1, RenameTable),
        (3, DropTable),
        (16, CloneTable),
        (1, Gen.Constant((ModelCommand)new Reopen())),
        (1, Gen.Constant((ModelCommand)new CollectGarbage())));

    private static readonly Gen<Step> Step =
        from caller in Gen.Frequency(
            (8, Gen.Constant(Caller.Administrator)), (2, Gen.Constant(Caller.FirstAccount)), (1, Gen.Constant(Caller.SecondAccount)))
        from command in Command
        select new Step(caller, command);

    private static readonly Gen<Step> FirstStep = CreateTable.Select(command => new Step(Caller.Administrator, command));

    /// <summary>Scenarios of so many steps, which shrink to shorter and simpler ones. The first steps make tables for the others.</summary>
    public static Arbitrary<Scenario> Scenarios(int steps) => Arb.From(
        from first in Gen.ArrayOf(FirstStep, FirstSteps)
        from others in Gen.ArrayOf(Step, steps - FirstSteps)
        select new Scenario([.. first, .. others]),
        scenario => scenario.Shrink());

    private static Gen<ImmutableList<int>> Partitions(int countMin, int countMax) =>
        from count in Gen.Choose(countMin, countMax)
        from choices in Gen.ArrayOf(Partition, count)
        select choices.ToImmutableList();
}
