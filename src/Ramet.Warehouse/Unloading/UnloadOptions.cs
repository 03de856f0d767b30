using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Files;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Unloading;

/// <summary>What PROPERTIES of an UNLOAD say.</summary>
/// <param name="Prefix">How the name of the file begins.</param>
/// <param name="Suffix">How it ends, before the extension.</param>
/// <param name="Compression">How a Parquet file is compressed, in the engine's word; null for its default.</param>
internal sealed partial record UnloadOptions(string Prefix, string Suffix, string? Compression)
{
    private const string PrefixName = "odps.external.data.output.prefix";
    private const string SuffixName = "odps.external.data.output.suffix";
    private const string CompressionName = "mcfed.parquet.compression";

    private static readonly string[] compressions = ["SNAPPY", "GZIP", "ZSTD", "LZ4", "UNCOMPRESSED"];

    /// <summary>Reads the properties.</summary>
    /// <exception cref="Errors.RametException">A name or value is not known, or has no meaning for the format.</exception>
    public static UnloadOptions Of(ImmutableArray<PropertyPair> properties, FileLayout layout) =>
        properties.Aggregate(new UnloadOptions("", "", null), (options, property) => options.With(property, layout));

    /// <summary>The name of the file.</summary>
    /// <param name="id">What makes it different from all others: the id of the job.</param>
    /// <param name="layout">The format.</param>
    public string FileName(string id, FileLayout layout) => $"{Prefix}{id}{Suffix}{layout.Extension}";

    private UnloadOptions With(PropertyPair property, FileLayout layout)
    {
        var value = property.Value.Value;
        switch (property.Key.Value.ToLowerInvariant())
        {
            case PrefixName:
                return this with { Prefix = CheckName(property, PrefixPattern()) };
            case SuffixName:
                return this with { Suffix = CheckName(property, SuffixPattern()) };
            case CompressionName when layout.Format == FileFormat.Parquet && compressions.Contains(value, StringComparer.OrdinalIgnoreCase):
                return this with { Compression = value.ToUpperInvariant() };
            case CompressionName when layout.Format == FileFormat.Parquet:
                throw StatementErrors.Semantic(property.Value.Span, $"Parquet files are compressed by {string.Join(", ", compressions)}, found '{value}'");
            case CompressionName:
                throw StatementErrors.Semantic(property.Span, $"'{CompressionName}' is about Parquet files");
            default:
                throw StatementErrors.Semantic(
                    property.Span, $"'{property.Key.Value}' is not a property of UNLOAD", $"The properties are {PrefixName}, {SuffixName} and {CompressionName}.");
        }
    }

    /// <summary>Files whose names begin with a point or an underscore would be passed over by LOAD.</summary>
    private static string CheckName(PropertyPair property, Regex pattern) => pattern.IsMatch(property.Value.Value)
        ? property.Value.Value
        : throw StatementErrors.Semantic(
            property.Value.Span, "a part of the name of a file is at most 100 letters, digits, '-', '_' and '.', and the name begins with a letter or digit");

    [GeneratedRegex(@"\A([A-Za-z0-9][-A-Za-z0-9_.]{0,99})?\z")]
    private static partial Regex PrefixPattern();

    [GeneratedRegex(@"\A[-A-Za-z0-9_.]{0,100}\z")]
    private static partial Regex SuffixPattern();
}
