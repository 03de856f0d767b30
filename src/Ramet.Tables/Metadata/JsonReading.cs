using System.Text.Json;
using Ramet.Errors;

namespace Ramet.Tables.Metadata;

/// <summary>
/// Takes typed members out of a JSON document; what is missing or of another type is one clear error that names the document.
/// </summary>
/// <param name="element">A JSON value.</param>
/// <param name="document">What the document is, for errors: a path or a description.</param>
internal readonly struct JsonReading(JsonElement element, string document)
{
    public static T Read<T>(string json, string document, Func<JsonReading, T> read)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return read(new JsonReading(parsed.RootElement, document));
        }
        catch (JsonException e)
        {
            throw Corrupt(document, $"is not JSON ({e.Message})", e);
        }
    }

    public bool IsText => element.ValueKind == JsonValueKind.String;

    public string AsText() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong("a text");

    public JsonReading Required(string name) => Optional(name) ?? throw Corrupt(document, $"lacks the member '{name}'");

    public JsonReading? Optional(string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong("an object");
        return element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? new JsonReading(member, document)
            : null;
    }

    public string Text(string name) => Required(name).AsText();

    public string? OptionalText(string name) => Optional(name)?.AsText();

    public int Int(string name) => Required(name).AsInt();

    public int? OptionalInt(string name) => Optional(name)?.AsInt();

    public long Long(string name) => Required(name).AsLong();

    public long? OptionalLong(string name) => Optional(name)?.AsLong();

    public bool Bool(string name) => Required(name).AsBool();

    public ValueList<T> List<T>(string name, Func<JsonReading, T> read) => Required(name).AsList(read);

    public ValueList<T>? OptionalList<T>(string name, Func<JsonReading, T> read) => Optional(name)?.AsList(read);

    public ValueList<T> AsList<T>(Func<JsonReading, T> read)
    {
        if (element.ValueKind != JsonValueKind.Array)
            throw Wrong("a list");
        var items = new T[element.GetArrayLength()];
        for (var i = 0; i < items.Length; i++)
            items[i] = read(new JsonReading(element[i], document));
        return new ValueList<T>(items);
    }

    public IEnumerable<KeyValuePair<string, string>> AsTexts()
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong("an object");
        foreach (var member in element.EnumerateObject())
            yield return new(member.Name, new JsonReading(member.Value, document).AsText());
    }

    public int AsInt() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var value) ? value : throw Wrong("a 32-bit integer");

    public RametException Unsupported(string problem) => Corrupt(document, problem);

    private long AsLong() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var value) ? value : throw Wrong("a 64-bit integer");

    private bool AsBool() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    private RametException Wrong(string expected) => Corrupt(document, $"has {Excerpt()} where {expected} was expected");

    private string Excerpt()
    {
        const int lengthMax = 60;
        var text = element.ValueKind == JsonValueKind.Undefined ? "nothing" : element.GetRawText();
        return text.Length <= lengthMax ? text : text[..lengthMax] + "...";
    }

    private static RametException Corrupt(string document, string problem, Exception? cause = null) =>
        new(ErrorCode.StorageError, ErrorKind.Environment, $"{document} {problem}", cause: cause);
}
