using Ramet.Errors;
using Ramet.Tables.Avro;

namespace Ramet.Tables.Manifests;

/// <summary>
/// The files that a manifest list or manifest refers to, and nothing else: what is needed to know which files are reachable. No table is
/// needed to read them, and whoever wrote them may have put any other fields there.
/// </summary>
public static class ManifestReferences
{
    private const int ManifestPath = 500;
    private const int DataFile = 2;
    private const int FilePath = 100;

    /// <summary>The URIs of the manifests of a list.</summary>
    /// <param name="content">All bytes of the list.</param>
    /// <param name="uri">The list, for errors.</param>
    /// <exception cref="RametException">StorageError: it is not a manifest list.</exception>
    public static IEnumerable<string> OfList(ReadOnlyMemory<byte> content, string uri) => Read(content, uri, ReadManifestPath);

    /// <summary>The URIs of the data files of a manifest, whether it adds, keeps or removes them.</summary>
    /// <param name="content">All bytes of the manifest.</param>
    /// <param name="uri">The manifest, for errors.</param>
    /// <exception cref="RametException">StorageError: it is not a manifest.</exception>
    public static IEnumerable<string> OfManifest(ReadOnlyMemory<byte> content, string uri) => Read(content, uri, ReadFilePath);

    private delegate string? ReadPath(ref AvroDecoder decoder, AvroSchema record, string uri);

    private static IEnumerable<string> Read(ReadOnlyMemory<byte> content, string uri, ReadPath read)
    {
        var file = new AvroFileReader(content, uri);
        foreach (var block in file.ReadBlocks())
        {
            foreach (var path in ReadBlock(file.Schema, block, uri, read))
                yield return path;
        }
    }

    private static string[] ReadBlock(AvroSchema record, AvroBlock block, string uri, ReadPath read)
    {
        var paths = new string[block.Count];
        var decoder = new AvroDecoder(block.Records.Span, uri);
        for (var i = 0; i < paths.Length; i++)
            paths[i] = read(ref decoder, record, uri) ?? throw AvroErrors.Corrupt(uri, "an entry does not say which file it means");
        return paths;
    }

    private static string? ReadManifestPath(ref AvroDecoder decoder, AvroSchema record, string uri) => ReadText(ref decoder, record, ManifestPath, uri);

    private static string? ReadFilePath(ref AvroDecoder decoder, AvroSchema record, string uri)
    {
        string? path = null;
        foreach (var field in record.Fields)
        {
            if (field.FieldId == DataFile)
                path = ReadText(ref decoder, new AvroFields(uri).Record(ref decoder, field), FilePath, uri);
            else
                decoder.Skip(field.Type);
        }

        return path;
    }

    private static string? ReadText(ref AvroDecoder decoder, AvroSchema record, int fieldId, string uri)
    {
        string? text = null;
        foreach (var field in record.Fields)
        {
            if (field.FieldId == fieldId)
                text = new AvroFields(uri).Text(ref decoder, field);
            else
                decoder.Skip(field.Type);
        }

        return text;
    }
}
