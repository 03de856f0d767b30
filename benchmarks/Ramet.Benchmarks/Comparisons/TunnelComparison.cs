using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;
using Ramet.Protocol.Arrow;
using Ramet.Protocol.Records;

namespace Ramet.Benchmarks.Comparisons;

/// <summary>Five million rows through one session of the tunnel, on the loopback address. The client shares the machine with the server.</summary>
internal static class TunnelComparison
{
    private const long Rows = 5_000_000;
    private const double TimeMaxMs = 10_000; // 500,000 rows a second
    private const double MemoryMaxMebibytes = 600;

    private const string Project = "bulk";
    private const string Table = $"/projects/{Project}/tables/t";

    private static readonly string[] columns = ["id", "amount", "name", "time"];

    private static ArrowField[] Fields =>
    [
        new(columns[0], new ArrowType.Integer(64), IsNullable: true), new(columns[1], new ArrowType.FloatingPoint(64), IsNullable: true),
        new(columns[2], new ArrowType.Utf8(), IsNullable: true), new(columns[3], new ArrowType.Timestamp(ArrowTimeUnit.Millisecond), IsNullable: true),
    ];

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        using var server = new ServerProcess(
            Path.Combine(warehouse.Root, "served"), $"CREATE PROJECT {Project}; USE {Project}; CREATE TABLE t (id BIGINT, amount DOUBLE, name STRING, time DATETIME);");
        var upload = Rounds.Time(() => Upload(server));
        yield return new Finding("Upload of 5,000,000 rows in one block, with its commit", Samples.One(Unit.Milliseconds, upload), Limit: new Limit.Absolute(TimeMaxMs));
        var download = Rounds.Time(() => Download(server));
        yield return new Finding("Download of 5,000,000 rows in one range", Samples.One(Unit.Milliseconds, download), Limit: new Limit.Absolute(TimeMaxMs));
        var arrowDownload = Rounds.Time(() => DownloadArrow(server));
        yield return new Finding("The same download as Arrow batches", Samples.One(Unit.Milliseconds, arrowDownload), Limit: new Limit.Absolute(TimeMaxMs));
        var arrowUpload = Rounds.Time(() => UploadArrow(server));
        yield return new Finding("The same upload as Arrow batches", Samples.One(Unit.Milliseconds, arrowUpload), Limit: new Limit.Absolute(TimeMaxMs));
        yield return new Finding("peak memory of the server", Samples.One(Unit.Mebibytes, server.PeakMemory), Limit: new Limit.Absolute(MemoryMaxMebibytes));
    }

    private static void Upload(ServerProcess server) => Upload(server, "", new RecordContent());

    private static void UploadArrow(ServerProcess server) => Upload(server, "&arrow", new ArrowContent());

    private static void Upload(ServerProcess server, string parameters, HttpContent rows)
    {
        var id = Session(server.Send(HttpMethod.Post, $"{Table}?uploads", Empty()), "UploadID");
        server.Send(HttpMethod.Put, $"{Table}?uploadid={id}&blockid=0{parameters}", rows).Dispose();
        server.Send(HttpMethod.Post, $"{Table}?uploadid={id}", Empty()).Dispose();
    }

    private static void Download(ServerProcess server)
    {
        var id = Session(server.Send(HttpMethod.Post, $"{Table}?downloads", Empty()), "DownloadID");
        var target = string.Create(CultureInfo.InvariantCulture, $"{Table}?downloadid={id}&data&rowrange=(0,{Rows})");
        using var response = server.Send(HttpMethod.Get, target);
        using var body = response.Content.ReadAsStream();
        var reader = new RecordReader(body, columns);
        var sum = 0L;
        for (var part = reader.Next(); part != RecordPart.EndOfStream; part = reader.Next())
        {
            if (part != RecordPart.Field)
                continue;
            sum += reader.Column switch
            {
                1 or 4 => reader.ReadInteger(),
                2 => (long)reader.ReadDouble(),
                _ => reader.ReadBytes().Length,
            };
        }
        if (reader.Records != Rows || sum == 0)
            throw new InvalidOperationException($"{reader.Records} rows came back.");
    }

    private static void DownloadArrow(ServerProcess server)
    {
        var id = Session(server.Send(HttpMethod.Post, $"{Table}?downloads", Empty()), "DownloadID");
        var target = string.Create(CultureInfo.InvariantCulture, $"{Table}?downloadid={id}&data&arrow&rowrange=(0,{Rows})");
        using var response = server.Send(HttpMethod.Get, target);
        using var body = response.Content.ReadAsStream();
        var reader = new ArrowBatchReader(new ChunkReadStream(body), Fields);
        var sum = 0L;
        while (reader.TryRead(out var batch))
        {
            for (var row = 0; row < batch.Rows; row++)
                sum += batch.Columns[0].Value<long>(row) + (long)batch.Columns[1].Value<double>(row) + batch.Columns[2].Bytes(row).Length + batch.Columns[3].Value<long>(row);
        }
        if (reader.Rows != Rows || sum == 0)
            throw new InvalidOperationException($"{reader.Rows} rows came back.");
    }

    private static string Session(HttpResponseMessage reply, string name)
    {
        using (reply)
        {
            using var json = JsonDocument.Parse(reply.Content.ReadAsStream());
            return json.RootElement.GetProperty(name).GetString()!; // a session has an id
        }
    }

    private static ByteArrayContent Empty() => new([]);

    /// <summary>Writes the name of the customer of a row; the result is its length.</summary>
    private static int WriteName(Span<byte> name, long row)
    {
        "customer "u8.CopyTo(name);
        Utf8Formatter.TryFormat(row * 7919 % 1_000_003, name["customer ".Length..], out var digits);
        return "customer ".Length + digits;
    }

    /// <summary>The rows, made while they are sent.</summary>
    private abstract class RowContent : HttpContent
    {
        protected abstract void Write(Stream stream);

        protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) => Write(stream);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Write(stream);
            return Task.CompletedTask;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class RecordContent : RowContent
    {
        protected override void Write(Stream stream)
        {
            var writer = new RecordWriter(stream);
            Span<byte> name = stackalloc byte[32];
            for (var row = 0L; row < Rows; row++)
            {
                writer.BeginValue(1, WireType.Varint);
                writer.WriteInteger(row);
                writer.BeginValue(2, WireType.Fixed64);
                writer.WriteDouble(row * 0.25);
                writer.BeginValue(3, WireType.LengthDelimited);
                writer.WriteBytes(name[..WriteName(name, row)]);
                writer.BeginValue(4, WireType.Varint);
                writer.WriteInteger(1_767_323_045_678 + row);
                writer.EndRecord();
            }
            writer.EndStream();
        }
    }

    private sealed class ArrowContent : RowContent
    {
        private const long BatchRows = 50_000;

        protected override void Write(Stream stream)
        {
            var chunks = new ChunkWriteStream(stream);
            var writer = new ArrowStreamWriter(chunks);
            ArrowColumn[] values = [.. Fields.Select(static field => new ArrowColumn(field))];
            Span<byte> name = stackalloc byte[32];
            for (var first = 0L; first < Rows; first += BatchRows)
            {
                for (var row = first; row < first + BatchRows; row++)
                {
                    values[0].Append(row);
                    values[1].Append(row * 0.25);
                    values[2].AppendBytes(name[..WriteName(name, row)]);
                    values[3].Append(1_767_323_045_678 + row);
                }
                writer.WriteBatch((int)BatchRows, values);
                foreach (var column in values)
                    column.Clear();
            }
            chunks.End();
        }
    }
}
