using System.Globalization;
using System.Net;
using System.Text.Json;
using Ramet.Benchmarks.Measuring;
using Ramet.Benchmarks.Setting;
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

    public static IEnumerable<Finding> Run(BenchmarkWarehouse warehouse)
    {
        using var server = new ServerProcess(
            Path.Combine(warehouse.Root, "served"), $"CREATE PROJECT {Project}; USE {Project}; CREATE TABLE t (id BIGINT, amount DOUBLE, name STRING, time DATETIME);");
        var upload = Rounds.Time(() => Upload(server));
        yield return new Finding("Upload of 5,000,000 rows in one block, with its commit", Samples.One(Unit.Milliseconds, upload), Limit: new Limit.Absolute(TimeMaxMs));
        var download = Rounds.Time(() => Download(server));
        yield return new Finding("Download of 5,000,000 rows in one range", Samples.One(Unit.Milliseconds, download), Limit: new Limit.Absolute(TimeMaxMs));
        yield return new Finding("peak memory of the server", Samples.One(Unit.Mebibytes, server.PeakMemory), Limit: new Limit.Absolute(MemoryMaxMebibytes));
    }

    private static void Upload(ServerProcess server)
    {
        var id = Session(server.Send(HttpMethod.Post, $"{Table}?uploads", Empty()), "UploadID");
        server.Send(HttpMethod.Put, $"{Table}?uploadid={id}&blockid=0", new RecordContent()).Dispose();
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

    private static string Session(HttpResponseMessage reply, string name)
    {
        using (reply)
        {
            using var json = JsonDocument.Parse(reply.Content.ReadAsStream());
            return json.RootElement.GetProperty(name).GetString()!; // a session has an id
        }
    }

    private static ByteArrayContent Empty() => new([]);

    /// <summary>The rows, made while they are sent.</summary>
    private sealed class RecordContent : HttpContent
    {
        protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
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
                "customer "u8.CopyTo(name);
                System.Buffers.Text.Utf8Formatter.TryFormat(row * 7919 % 1_000_003, name["customer ".Length..], out var digits);
                writer.WriteBytes(name[..("customer ".Length + digits)]);
                writer.BeginValue(4, WireType.Varint);
                writer.WriteInteger(1_767_323_045_678 + row);
                writer.EndRecord();
            }
            writer.EndStream();
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            SerializeToStream(stream, context, CancellationToken.None);
            return Task.CompletedTask;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
