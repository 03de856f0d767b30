using Ramet.Tables.Schemas;

namespace Ramet.Tables.Parquet;

/// <summary>
/// Turns a schema into the flat list of elements by which a Parquet file declares its columns: each group before its parts.
/// </summary>
internal static class ParquetSchema
{
    public static List<ParquetElement> ElementsOf(Schema schema)
    {
        var elements = new List<ParquetElement> { new("schema") { ChildCount = schema.Fields.Count } };
        foreach (var field in schema.Fields)
            Add(elements, field);
        return elements;
    }

    // struct SchemaElement { 1: type, 2: type_length, 3: repetition_type, 4: name, 5: num_children, 6: converted_type, 7: scale,
    //                        8: precision, 9: field_id, 10: logicalType }
    public static void Write(ThriftCompactWriter writer, ParquetElement element)
    {
        writer.BeginStruct();
        WriteOptional(1, (int?)element.Type?.Physical);
        WriteOptional(2, element.Type?.Length);
        WriteOptional(3, (int?)element.Repetition);
        writer.WriteString(4, element.Name);
        WriteOptional(5, element.ChildCount);
        WriteOptional(6, (int?)(element.Type?.Converted ?? element.Group));
        WriteOptional(7, element.Type?.Decimal?.Scale);
        WriteOptional(8, element.Type?.Decimal?.Precision);
        WriteOptional(9, element.FieldId);
        WriteLogicalType(writer, element);
        writer.EndStruct();

        void WriteOptional(int fieldId, int? value)
        {
            if (value is { } number)
                writer.WriteI32(fieldId, number);
        }
    }

    private static void Add(List<ParquetElement> elements, Field field)
    {
        var repetition = field.Required ? ParquetRepetition.Required : ParquetRepetition.Optional;
        var element = new ParquetElement(field.Name) { Repetition = repetition, FieldId = field.Id };
        switch (field.Type)
        {
            case StructType { Fields: var parts }:
                elements.Add(element with { ChildCount = parts.Count });
                break;
            case ListType:
                elements.Add(element with { ChildCount = 1, Group = ParquetConverted.List });
                elements.Add(new ParquetElement("list") { Repetition = ParquetRepetition.Repeated, ChildCount = 1 });
                break;
            case MapType:
                elements.Add(element with { ChildCount = 1, Group = ParquetConverted.Map });
                elements.Add(new ParquetElement("key_value") { Repetition = ParquetRepetition.Repeated, ChildCount = 2 });
                break;
            default:
                elements.Add(element with { Type = ParquetType.Of(field.Type) });
                break;
        }

        foreach (var part in field.Type.Children)
            Add(elements, part);
    }

    // union LogicalType { 1: STRING, 2: MAP, 3: LIST, 5: DECIMAL, 6: DATE, 7: TIME, 8: TIMESTAMP, 14: UUID }; most are empty structs.
    private static void WriteLogicalType(ThriftCompactWriter writer, ParquetElement element)
    {
        if ((element.Type?.Logical ?? LogicalTypeOf(element.Group)) is not { } logical)
            return;
        writer.BeginStruct(10);
        writer.BeginStruct((int)logical);
        if (element.Type?.Decimal is { } type)
        {
            writer.WriteI32(1, type.Scale);
            writer.WriteI32(2, type.Precision);
        }
        else if (logical is ParquetLogical.Time or ParquetLogical.Timestamp)
        {
            const int microseconds = 2;
            writer.WriteBoolean(1, element.Type?.IsAdjustedToUtc == true);
            writer.BeginStruct(2);
            writer.BeginStruct(microseconds);
            writer.EndStruct();
            writer.EndStruct();
        }

        writer.EndStruct();
        writer.EndStruct();
    }

    private static ParquetLogical? LogicalTypeOf(ParquetConverted? group) => group switch
    {
        ParquetConverted.List => ParquetLogical.List,
        ParquetConverted.Map => ParquetLogical.Map,
        _ => null,
    };
}

/// <summary>One element of the declaration: a column, or a group of them.</summary>
/// <param name="Name">Its name.</param>
internal sealed record ParquetElement(string Name)
{
    /// <summary>Null for the outermost group.</summary>
    public ParquetRepetition? Repetition { get; init; }

    /// <summary>Null for the groups that lists and maps need and the table does not know.</summary>
    public int? FieldId { get; init; }

    /// <summary>Null for a group.</summary>
    public ParquetType? Type { get; init; }

    /// <summary>Number of parts of a group.</summary>
    public int? ChildCount { get; init; }

    /// <summary>Whether a group is a list or a map.</summary>
    public ParquetConverted? Group { get; init; }
}
