using FsCheck;
using FsCheck.Fluent;
using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Protocol.Arrow;
using Ramet.Protocol.Records;
using Ramet.Server.Tests.Tunnel;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Warehouse.Transfer;
using Ramet.Warehouse.Transfer.Arrow;
using Ramet.Warehouse.Transfer.Records;
using Ramet.Warehouse.Writing;

namespace Ramet.Warehouse.Tests.Transfer;

/// <summary>
/// Tables of any types go from a stream into the engine and back. The stream is made and read by an independent codec. What was damaged is an
/// error, never another row.
/// </summary>
public sealed class CodecPropertyTests : IDisposable
{
    private const string TableName = "rows";

    private readonly DuckDbDatabase database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
    private readonly DuckDbConnection connection;

    public CodecPropertyTests()
    {
        connection = database.Connect();
    }

    public void Dispose()
    {
        connection.Dispose();
        database.Dispose();
    }

    [Fact]
    public void Records_of_any_types_go_into_the_engine_and_back()
    {
        Check(new RowGenerator((1, 9999)).Tables, maxTests: 200, table =>
        {
            Load(table, RecordCodec.Write(table.TypeNames, table.Rows), TransferFormat.Records);
            Assert.Equal(GeneratedTable.Texts(table.Rows), GeneratedTable.Texts(RecordCodec.Read(table.TypeNames, Unload(table, TransferFormat.Records))));
        });
    }

    [Fact]
    public void Arrow_batches_of_any_types_go_out_of_the_engine_and_back()
    {
        Check(new RowGenerator((1678, 2261)).Tables, maxTests: 200, table =>
        {
            Load(table, RecordCodec.Write(table.TypeNames, table.Rows), TransferFormat.Records);
            Load(table, Unload(table, TransferFormat.Arrow), TransferFormat.Arrow);
            Assert.Equal(GeneratedTable.Texts(table.Rows), GeneratedTable.Texts(RecordCodec.Read(table.TypeNames, Unload(table, TransferFormat.Records))));
        });
    }

    [Fact]
    public void A_changed_byte_of_records_is_always_found()
    {
        Check(Damages, maxTests: 300, damage =>
        {
            var stream = RecordCodec.Write(damage.Table.TypeNames, damage.Table.Rows);
            var error = Assert.Throws<RametException>(() => Load(damage.Table, damage.Apply(stream), TransferFormat.Records));
            Assert.Equal(ErrorCode.InvalidParameter, error.Code);
        });
    }

    [Fact]
    public void A_changed_byte_of_Arrow_batches_is_found_or_changes_nothing()
    {
        Check(Damages, maxTests: 300, damage =>
        {
            Load(damage.Table, RecordCodec.Write(damage.Table.TypeNames, damage.Table.Rows), TransferFormat.Records);
            var stream = damage.Apply(Unload(damage.Table, TransferFormat.Arrow));
            try
            {
                Load(damage.Table, stream, TransferFormat.Arrow);
            }
            catch (RametException error)
            {
                Assert.Equal(ErrorCode.InvalidParameter, error.Code);
                return;
            }

            // The length of chunks alone has no checksum; where there is one chunk, another length may mean the same.
            Assert.InRange(damage.PositionIn(stream), 0, 3);
            Assert.Equal(GeneratedTable.Texts(damage.Table.Rows), GeneratedTable.Texts(RecordCodec.Read(damage.Table.TypeNames, Unload(damage.Table, TransferFormat.Records))));
        });
    }

    [Fact]
    public void Arrow_metadata_that_lie_are_an_error_whatever_they_say()
    {
        // With right checksums, as somebody sends who means it.
        Check(Damages, maxTests: 400, damage =>
        {
            Load(damage.Table, RecordCodec.Write(damage.Table.TypeNames, damage.Table.Rows), TransferFormat.Records);
            using var batches = new MemoryStream();
            using (var chunks = new ChunkReadStream(new MemoryStream(Unload(damage.Table, TransferFormat.Arrow))))
                chunks.CopyTo(batches);
            var framed = new MemoryStream();
            var writer = new ChunkWriteStream(framed);
            writer.Write(batches.Length == 0 ? [] : damage.Apply(batches.ToArray()));
            writer.End();
            try
            {
                Load(damage.Table, framed.ToArray(), TransferFormat.Arrow);
            }
            catch (RametException error)
            {
                Assert.Equal(ErrorCode.InvalidParameter, error.Code);
            }
        });
    }

    private static Gen<Damage> Damages =>
        from table in new RowGenerator((1678, 2261)).Tables
        from place in Gen.Choose(0, int.MaxValue)
        from change in Gen.Choose(1, 255)
        select new Damage(table, place, (byte)change);

    /// <summary>The same cases in every run; a failure shows the case.</summary>
    private static void Check<T>(Gen<T> cases, int maxTests, Action<T> check) => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(maxTests).WithReplay(2094167563819206647, 8319474918221973451),
        Prop.ForAll(cases.ToArbitrary(), check));

    private static IReadOnlyList<ResultColumn> Columns(GeneratedTable table) => [.. table.Types.Select(static (type, index) => new ResultColumn($"c{index}", type))];

    private void Load(GeneratedTable table, byte[] stream, TransferFormat format)
    {
        var columns = Columns(table);
        var definitions = columns.Select(static column => $"{DuckDbNames.Quote(column.Name)} {DuckDbTypes.NameOf(CopyStatement.Widened(column.Type))}");
        connection.Execute($"CREATE OR REPLACE TABLE {TableName} ({string.Join(", ", definitions)})");
        using var input = new MemoryStream(stream);
        IRowDecoder decoder = format == TransferFormat.Arrow
            ? new ArrowDecoder(columns, new ChunkReadStream(input))
            : new RecordDecoder(new RecordReader(input, [.. columns.Select(static column => column.Name)]), table.Types, TableName);
        using var appender = connection.AppendVectors(TableName);
        while (!decoder.ReadBatch(appender, out _))
        {
        }
        appender.Complete();
    }

    private byte[] Unload(GeneratedTable table, TransferFormat format)
    {
        using var output = new MemoryStream();
        var encoder = IRowEncoder.Of(format, Columns(table), ArrowTimes.Nanoseconds, output);
        using var rows = connection.Query($"SELECT * FROM {TableName}");
        while (rows.TryReadChunk(out var chunk))
            encoder.Write(chunk.Vector, 0, chunk.RowCount);
        encoder.Finish();
        return output.ToArray();
    }

    /// <summary>One byte of a stream that is changed.</summary>
    /// <param name="Table">What the stream has.</param>
    /// <param name="Place">Where, modulo the length of the stream.</param>
    /// <param name="Change">The bits that are turned over.</param>
    private sealed record Damage(GeneratedTable Table, int Place, byte Change)
    {
        public int PositionIn(byte[] stream) => Place % stream.Length;

        public byte[] Apply(byte[] stream)
        {
            var damaged = (byte[])stream.Clone();
            damaged[PositionIn(stream)] ^= Change;
            return damaged;
        }
    }
}
