using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Ramet.Testing;

/// <summary>A client that speaks Arrow, made with an independent implementation (npm package apache-arrow).</summary>
internal static class ArrowPeer
{
    private static readonly string PeerDirectory = typeof(ArrowPeer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "ArrowPeerDirectory").Value!; // set by ArrowPeer.targets

    /// <summary>The rows of batches without a schema, as texts.</summary>
    /// <param name="types">The types of the columns, as the server tells them.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="hasStructTimes">Whether times are structs of seconds and nanoseconds.</param>
    public static List<string> Read(IReadOnlyList<string> types, byte[] batches, bool hasStructTimes = false) => WithFile(batches, file =>
    {
        string[] times = hasStructTimes ? ["seconds"] : [];
        return Texts(JsonDocument.Parse(Run(["read", JsonSerializer.Serialize(types), file, .. times])).RootElement);
    });

    /// <summary>The fields and the rows of a stream with its schema, as texts.</summary>
    public static (List<string> Schema, List<string> Rows) ReadStream(byte[] stream) => WithFile(stream, file =>
    {
        var root = JsonDocument.Parse(Run("read-stream", file)).RootElement;
        return (Texts(root.GetProperty("schema")), Texts(root.GetProperty("rows")));
    });

    /// <summary>Batches without a schema.</summary>
    /// <param name="types">The types of the columns.</param>
    /// <param name="batches">The rows of each batch; values as in <c>RecordCodec</c>, texts for DECIMAL.</param>
    public static byte[] Write(IReadOnlyList<string> types, params IEnumerable<object?[]>[] batches)
    {
        var rows = batches.Select(static batch => batch.Select(static row => row.Select(Json).ToArray()).ToArray()).ToArray();
        return WithFile(JsonSerializer.SerializeToUtf8Bytes(rows), file =>
        {
            var output = file + ".out";
            Run("write", JsonSerializer.Serialize(types), file, output);
            var bytes = File.ReadAllBytes(output);
            File.Delete(output);
            return bytes;
        });
    }

    private static object? Json(object? value) => value switch
    {
        long number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        float or double => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"),
        byte[] bytes => new { hex = Convert.ToHexString(bytes) },
        (long seconds, int nanos) => Json((object?[])[seconds, (long)nanos]),
        object?[] parts => parts.Select(Json).ToArray(),
        (object?[] keys, object?[] values) => new { keys = keys.Select(Json).ToArray(), values = values.Select(Json).ToArray() },
        _ => value,
    };

    private static List<string> Texts(JsonElement array) => [.. array.EnumerateArray().Select(static item => item.GetString()!)];

    private static T WithFile<T>(byte[] content, Func<string, T> run)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, content);
            return run(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(PeerDirectory, "arrow-peer.mjs"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The independent implementation of Arrow failed: {errors.Result}");
        return output;
    }
}
