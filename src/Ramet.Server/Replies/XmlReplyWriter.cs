using System.Globalization;
using System.Xml;

namespace Ramet.Server.Replies;

/// <summary>
/// Writes the XML of a reply. Characters that XML cannot hold become U+FFFD, so that a strange name or comment never makes a reply
/// unreadable. What must come through unchanged is sent in base 64 by its handler.
/// </summary>
/// <param name="writer">Where it goes.</param>
internal sealed class XmlReplyWriter(XmlWriter writer)
{
    /// <summary>Begins an element.</summary>
    public XmlReplyWriter Begin(string name)
    {
        writer.WriteStartElement(name);
        return this;
    }

    /// <summary>Ends the element that was begun last.</summary>
    public XmlReplyWriter End()
    {
        writer.WriteEndElement();
        return this;
    }

    /// <summary>An attribute of the element that was just begun.</summary>
    public XmlReplyWriter Attribute(string name, string value)
    {
        writer.WriteAttributeString(name, Clean(value));
        return this;
    }

    /// <summary>A text in the element.</summary>
    public XmlReplyWriter Text(string text)
    {
        writer.WriteString(Clean(text));
        return this;
    }

    /// <summary>A text in the element as CDATA, as clients expect around JSON, CSV and statements.</summary>
    public XmlReplyWriter CData(string text)
    {
        writer.WriteCData(Clean(text));
        return this;
    }

    /// <summary>An element with a text; without one it is there and empty.</summary>
    public XmlReplyWriter Element(string name, string? text = null)
    {
        writer.WriteStartElement(name);
        if (!string.IsNullOrEmpty(text))
            writer.WriteString(Clean(text));
        writer.WriteEndElement();
        return this;
    }

    /// <summary>An element with a number.</summary>
    public XmlReplyWriter Element(string name, long number) => Element(name, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>An element with <c>true</c> or <c>false</c>.</summary>
    public XmlReplyWriter Element(string name, bool value) => Element(name, value ? "true" : "false");

    /// <summary>An element with a time in the form of HTTP headers: <c>Tue, 01 Sep 2026 12:00:00 GMT</c>.</summary>
    public XmlReplyWriter Element(string name, DateTimeOffset time) => Element(name, HttpTime.Text(time));

    private static string Clean(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!IsAllowed(text, index))
                return Replace(text);
        }
        return text;
    }

    private static string Replace(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var index = 0; index < target.Length; index++)
            target[index] = IsAllowed(source, index) ? source[index] : '\uFFFD';
    });

    private static bool IsAllowed(string text, int index)
    {
        var character = text[index];
        if (char.IsHighSurrogate(character))
            return index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
        if (char.IsLowSurrogate(character))
            return index > 0 && char.IsHighSurrogate(text[index - 1]);
        return XmlConvert.IsXmlChar(character);
    }
}
