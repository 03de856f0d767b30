using Ramet.Tables.Avro;

namespace Ramet.Tables.Manifests;

/// <summary>
/// Reads the fields of Iceberg's own records, whose writer may have declared them with or without null and in a narrower type. A value
/// of another type is a corrupt file.
/// </summary>
/// <param name="document">The file, for errors.</param>
internal readonly struct AvroFields(string document)
{
    public long? OptionalLong(ref AvroDecoder decoder, AvroField field)
    {
        var type = decoder.ReadBranch(field.Type);
        return type.Kind switch
        {
            AvroKind.Null => null,
            AvroKind.Int or AvroKind.Long => decoder.ReadLong(),
            _ => throw Unexpected(field, type),
        };
    }

    public long Long(ref AvroDecoder decoder, AvroField field) => OptionalLong(ref decoder, field) ?? throw Missing(field.Name);

    public int Int(ref AvroDecoder decoder, AvroField field)
    {
        var value = Long(ref decoder, field);
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw AvroErrors.Corrupt(document, $"field '{field.Name}' is {value}, which does not fit into 32 bits");
    }

    public bool? OptionalBoolean(ref AvroDecoder decoder, AvroField field)
    {
        var type = decoder.ReadBranch(field.Type);
        return type.Kind switch
        {
            AvroKind.Null => null,
            AvroKind.Boolean => decoder.ReadBoolean(),
            _ => throw Unexpected(field, type),
        };
    }

    public string Text(ref AvroDecoder decoder, AvroField field)
    {
        var type = decoder.ReadBranch(field.Type);
        return type.Kind is AvroKind.String or AvroKind.Bytes ? decoder.ReadString() : throw Unexpected(field, type);
    }

    /// <summary>The bytes of a value; <paramref name="isNull"/> says that there is none, which is not the same as no bytes.</summary>
    public ReadOnlySpan<byte> OptionalBytes(ref AvroDecoder decoder, AvroField field, out bool isNull)
    {
        var type = decoder.ReadBranch(field.Type);
        isNull = type.Kind == AvroKind.Null;
        return type.Kind switch
        {
            AvroKind.Null => [],
            AvroKind.Bytes or AvroKind.String => decoder.ReadBytes(),
            AvroKind.Fixed => decoder.ReadRaw(type.Size),
            _ => throw Unexpected(field, type),
        };
    }

    /// <summary>The record that a field holds; its value follows.</summary>
    public AvroSchema Record(ref AvroDecoder decoder, AvroField field)
    {
        var type = decoder.ReadBranch(field.Type);
        return type.Kind == AvroKind.Record ? type : throw Unexpected(field, type);
    }

    /// <summary>The type of the items of the array that a field holds, whose blocks follow; null when there is no array.</summary>
    public AvroSchema? OptionalItems(ref AvroDecoder decoder, AvroField field)
    {
        var type = decoder.ReadBranch(field.Type);
        return type.Kind switch
        {
            AvroKind.Null => null,
            AvroKind.Array => type.Items,
            _ => throw Unexpected(field, type),
        };
    }

    public Ramet.Errors.RametException Missing(string name) => AvroErrors.Corrupt(document, $"field '{name}' has no value");

    private Ramet.Errors.RametException Unexpected(AvroField field, AvroSchema type) =>
        AvroErrors.Corrupt(document, $"field '{field.Name}' (id {field.FieldId}) has the unexpected type {type.Kind}");
}
