using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Ramet.Testing;

/// <summary>Reads files with an independent implementation of Iceberg and Parquet (npm packages icebird and hyparquet).</summary>
internal static class IcebergReader
{
    private static readonly string Directory = typeof(IcebergReader).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "IcebergReaderDirectory").Value!; // set by IcebergReader.targets

    /// <summary>The rows of the current snapshot of a table, in the order of its files, as an array of objects.</summary>
    /// <param name="metadataPath">A <c>metadata.json</c>.</param>
    public static JsonElement Rows(string metadataPath) => Run(metadataPath);

    /// <summary>The live entries of the manifests of the current snapshot.</summary>
    /// <param name="metadataPath">A <c>metadata.json</c>.</param>
    public static JsonElement Files(string metadataPath) => Run("--files", metadataPath);

    /// <summary>What a Parquet file declares: <c>rows</c>, and the flat list <c>columns</c>.</summary>
    /// <param name="parquetPath">The file.</param>
    public static JsonElement Schema(string parquetPath) => Run("--schema", parquetPath);

    private static JsonElement Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Directory, "read-table.mjs"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The independent reader failed: {errors.Result}");
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }
}
