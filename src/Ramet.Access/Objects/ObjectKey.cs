using System.Globalization;

namespace Ramet.Access;

/// <summary>
/// Identifies an object within the security of its project. A table is known by its id, so that a rename keeps its grants and a new
/// table under an old name begins without any; other objects are known by their names, without regard to case.
/// </summary>
public readonly record struct ObjectKey
{
    private ObjectKey(ObjectType type, string id)
    {
        Type = type;
        Id = id;
    }

    /// <summary>The project itself.</summary>
    public static ObjectKey Project { get; } = new(ObjectType.Project, "");

    /// <summary>What sort of object it is.</summary>
    public ObjectType Type { get; }

    /// <summary>The id of a table in decimal digits; for others the name in lower case; empty for the project.</summary>
    public string Id { get; }

    /// <summary>The id of a table.</summary>
    /// <exception cref="InvalidOperationException">The object is not a table.</exception>
    public long TableId => Type == ObjectType.Table
        ? long.Parse(Id, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"{this} is not a table.");

    /// <summary>A table or view.</summary>
    /// <param name="id">Its id in the catalog.</param>
    public static ObjectKey Table(long id) => new(ObjectType.Table, id.ToString(CultureInfo.InvariantCulture));

    /// <summary>An object that is known by its name.</summary>
    /// <param name="type">Anything but <see cref="ObjectType.Project"/> and <see cref="ObjectType.Table"/>.</param>
    /// <param name="name">Its name; for a package <c>project.package</c>.</param>
    public static ObjectKey Named(ObjectType type, string name) => type is ObjectType.Project or ObjectType.Table
        ? throw new ArgumentException($"An object of type {type} is not known by its name.", nameof(type))
        : new ObjectKey(type, name.ToLowerInvariant());

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It did not.</exception>
    public static ObjectKey Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Enum.TryParse<ObjectType>(text[..colon], out var type)
            ? new ObjectKey(type, text[(colon + 1)..])
            : throw new FormatException($"'{text}' is not the key of an object.");
    }

    /// <summary>The stored form: <c>Table:17</c>.</summary>
    public override string ToString() => $"{Type}:{Id}";
}
