using FsCheck;
using FsCheck.Fluent;
using Ramet.Tables.Commits;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Tests.Commits;

/// <summary>
/// Random changes of columns, with rows written in between. The model keeps whole rows, by column; the table keeps files as the format
/// does: values by field id under the schema of their time. Both must show the same rows after every step (E1 to E4).
/// </summary>
public sealed class SchemaEvolutionTests
{
    private static readonly TableMetadata Table = SampleTable.SaleDetail();

    private static readonly Gen<Step> Steps =
        from kind in Gen.Elements(Enum.GetValues<StepKind>())
        from column in Gen.Choose(0, 6)
        from name in Gen.Choose(0, 6)
        from place in Gen.Choose(-2, 6)
        select new Step(kind, column, $"c{name}", place);

    private enum StepKind
    {
        Write,
        Add,
        Drop,
        Rename,
        Move,
        Widen,
        Comment,
    }

    [Fact]
    public void Rows_follow_a_model_through_any_changes_of_columns()
    {
        var property = Prop.ForAll(Gen.ListOf(Steps, 40).ToArbitrary(), steps =>
        {
            var run = new Run();
            foreach (var step in steps)
            {
                run.Apply(step);
                run.Check();
            }

            return true;
        });
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), property);
    }

    [Fact]
    public void A_change_that_old_files_could_not_follow_is_refused()
    {
        var price = Table.CurrentSchema.FindColumn("total_price")!;
        Refused(() => SchemaEvolution.ChangeColumn(Table, price with { Type = IcebergType.Float })); // E3
        Refused(() => SchemaEvolution.ChangeColumn(Table, price with { Type = IcebergType.String }));
        Refused(() => SchemaEvolution.ChangeColumn(Table, price with { Required = true }));
        Refused(() => SchemaEvolution.ChangeColumn(Table, price with { Name = "Region" })); // E4
        Refused(() => SchemaEvolution.AddColumns(Table, [new Field(0, "shop_name", IcebergType.Int, false)]));
        Refused(() => SchemaEvolution.AddColumns(Table, [new Field(0, "n", IcebergType.Int, Required: true)]));
        Refused(() => SchemaEvolution.DropColumns(Table, [1, 2]));

        var region = Table.CurrentSchema.FindColumn("region")!;
        Refused(() => SchemaEvolution.DropColumns(Table, [region.Id])); // E2
        Refused(() => SchemaEvolution.ChangeColumn(Table, region with { Name = "area" }));
        Refused(() => SchemaEvolution.AddColumns(Table, [new Field(0, "n", IcebergType.Int, false)], new ColumnPlace(region.Id)));
        var changed = Apply(Table, SchemaEvolution.ChangeColumn(Table, region with { Doc = "where" }));
        Assert.Equal("where", changed.CurrentSchema.FindColumn("region")!.Doc);
    }

    [Theory]
    [InlineData("decimal(10, 2)", "decimal(11, 2)", true)]
    [InlineData("decimal(10, 2)", "decimal(12, 3)", false)]
    [InlineData("decimal(10, 2)", "decimal(9, 2)", false)]
    [InlineData("int", "long", true)]
    [InlineData("long", "int", false)]
    [InlineData("float", "double", true)]
    [InlineData("int", "double", false)]
    [InlineData("string", "string", true)]
    [InlineData("date", "timestamp", false)]
    public void Types_are_promoted_as_the_specification_says(string from, string to, bool isAllowed)
    {
        var (narrow, wide) = (IcebergType.TryParsePrimitive(from)!, IcebergType.TryParsePrimitive(to)!);
        Assert.Equal(isAllowed ? wide : null, TypePromotion.TryPromote(narrow, wide));
        Assert.Equal(isAllowed ? new ListType(7, wide, false) : null, TypePromotion.TryPromote(new ListType(7, narrow, false), new ListType(0, wide, false)));
    }

    [Fact]
    public void Parts_of_a_promoted_type_keep_their_field_ids()
    {
        var from = new StructType([new Field(8, "a", IcebergType.Int, false), new Field(9, "m", new MapType(10, IcebergType.String, 11, IcebergType.Float, false), false)]);
        var to = new StructType([new Field(0, "a", IcebergType.Long, false), new Field(0, "m", new MapType(0, IcebergType.String, 0, IcebergType.Double, false), false)]);

        Assert.Equal(
            new StructType([new Field(8, "a", IcebergType.Long, false), new Field(9, "m", new MapType(10, IcebergType.String, 11, IcebergType.Double, false), false)]),
            TypePromotion.TryPromote(from, to));
        Assert.Null(TypePromotion.TryPromote(from, new StructType([to.Fields[0]])));
    }

    [Fact]
    public void C1_ids_that_shared_files_use_are_not_given_to_new_columns()
    {
        var reserved = TableCommit.Apply(Table, new TableUpdate.ReserveIds(40, 1005));
        Assert.Equal(1005, reserved.LastPartitionId);
        Assert.Equal(41, Apply(reserved, SchemaEvolution.AddColumns(reserved, [new Field(0, "n", IcebergType.Int, false)])).CurrentSchema.FindColumn("n")!.Id);
        Assert.Equal(reserved, TableCommit.Apply(reserved, new TableUpdate.ReserveIds(3, 1000)));
    }

    private static TableMetadata Apply(TableMetadata metadata, IEnumerable<TableUpdate> updates) => TableCommit.Apply(metadata, updates, SampleTable.NowMs);

    private static void Refused(Action action) => Assert.Throws<ArgumentException>(action);

    private sealed record Step(StepKind Kind, int Column, string Name, int Place);

    /// <summary>A column of the model: its place in the list is its place in the table.</summary>
    private sealed class ModelColumn(string name)
    {
        public string Name { get; set; } = name;

        public bool IsLong { get; set; }
    }

    private sealed class Run
    {
        private readonly List<ModelColumn> columns = [new("shop_name"), new("total_price")];
        private readonly List<Dictionary<ModelColumn, int>> rows = [];
        private readonly List<Dictionary<int, int>> files = [];
        private TableMetadata metadata = Table;
        private int value;

        public void Apply(Step step)
        {
            var column = columns[step.Column % columns.Count];
            var field = metadata.CurrentSchema.FindColumn(column.Name)!;
            switch (step.Kind)
            {
                case StepKind.Write:
                    rows.Add(columns.ToDictionary(known => known, _ => ++value));
                    files.Add(columns.ToDictionary(known => metadata.CurrentSchema.FindColumn(known.Name)!.Id, known => rows[^1][known]));
                    break;
                case StepKind.Add when columns.TrueForAll(known => known.Name != step.Name):
                    var place = Place(step, columns);
                    Change(SchemaEvolution.AddColumns(metadata, [new Field(0, step.Name, IcebergType.Int, false)], place.Column));
                    columns.Insert(place.Index, new ModelColumn(step.Name));
                    break;
                case StepKind.Drop when columns.Count > 1:
                    Change(SchemaEvolution.DropColumns(metadata, [field.Id]));
                    columns.Remove(column);
                    break;
                case StepKind.Rename when columns.TrueForAll(known => known.Name != step.Name):
                    Change(SchemaEvolution.ChangeColumn(metadata, field with { Name = step.Name }));
                    column.Name = step.Name;
                    break;
                case StepKind.Move:
                    columns.Remove(column);
                    var moved = Place(step, columns);
                    Change(SchemaEvolution.ChangeColumn(metadata, field, moved.Column ?? new ColumnPlace(IdOf(columns.LastOrDefault()))));
                    columns.Insert(moved.Index, column);
                    break;
                case StepKind.Widen when field.Type == IcebergType.Int:
                    Change(SchemaEvolution.ChangeColumn(metadata, field with { Type = IcebergType.Long }));
                    column.IsLong = true;
                    break;
                case StepKind.Comment:
                    Change(SchemaEvolution.ChangeColumn(metadata, field with { Doc = step.Name, Required = false }));
                    break;
            }
        }

        public void Check()
        {
            var fields = metadata.CurrentSchema.Fields;
            Assert.Equal([.. columns.Select(column => column.Name), "sale_date", "region"], fields.Select(field => field.Name));
            Assert.Equal([3, 4], fields.Skip(columns.Count).Select(field => field.Id)); // E2
            for (var i = 0; i < columns.Count; i++)
            {
                Assert.Equal(rows.Select(row => row.GetValueOrDefault(columns[i])), files.Select(file => file.GetValueOrDefault(fields[i].Id))); // E1
                Assert.True(!columns[i].IsLong || fields[i].Type == IcebergType.Long);
            }

            Assert.Equal(metadata.Schemas.Count, metadata.Schemas.Select(schema => schema.Id).Distinct().Count());
            Assert.True(metadata.LastColumnId >= metadata.Schemas.Max(schema => schema.LastFieldId)); // C1
        }

        private void Change(IEnumerable<TableUpdate> updates) => metadata = SchemaEvolutionTests.Apply(metadata, updates);

        // -2 is no place, -1 the first, others stand behind a column.
        private (ColumnPlace? Column, int Index) Place(Step step, List<ModelColumn> among)
        {
            if (step.Place == -2)
                return (null, among.Count);
            if (step.Place == -1 || among.Count == 0)
                return (new ColumnPlace(null), 0);
            var index = step.Place % among.Count;
            return (new ColumnPlace(IdOf(among[index])), index + 1);
        }

        private int? IdOf(ModelColumn? column) => column is null ? null : metadata.CurrentSchema.FindColumn(column.Name)!.Id;
    }
}
