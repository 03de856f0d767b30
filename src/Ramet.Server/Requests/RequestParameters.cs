using System.Globalization;
using Ramet.Server.Errors;

namespace Ramet.Server.Requests;

/// <summary>
/// The parameters of a request by name, without regard to case. A parameter without a value, <c>?name</c>, and one with an empty value,
/// <c>?name=</c>, are the same. Of equal names the last one counts.
/// </summary>
internal sealed class RequestParameters(IReadOnlyDictionary<string, string> values)
{
    /// <summary>The value; empty for a parameter without one, null when the request does not have it.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>Whether the request has the parameter, with a value or without.</summary>
    public bool Contains(string name) => values.ContainsKey(name);

    /// <summary>The value; null when there is none or it is empty.</summary>
    public string? Text(string name) => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Whether the parameter is set: it is there, and its value is neither <c>false</c> nor <c>0</c>.</summary>
    public bool Flag(string name) =>
        values.TryGetValue(name, out var value) && value != "0" && !value.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>A whole number from 0; null when there is none.</summary>
    /// <exception cref="ProtocolException">The value is no such number.</exception>
    public long? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ProtocolException(WireError.InvalidParameter, $"The parameter {name} must be a whole number from 0, found '{text}'.");
    }

    /// <summary>The value of a parameter that must be there.</summary>
    /// <exception cref="ProtocolException">It is not.</exception>
    public string Required(string name) =>
        Text(name) ?? throw new ProtocolException(WireError.InvalidParameter, $"The parameter {name} is missing.");
}
