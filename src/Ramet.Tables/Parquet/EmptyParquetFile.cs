using System.Buffers.Binary;
using Ramet.Tables.Metadata;
using Ramet.Tables.Schemas;

namespace Ramet.Tables.Parquet;

/// <summary>
/// Makes a Parquet file with the columns of a table and no rows: what an entry for an empty partition refers to. Written by hand, since
/// statements such as ADD PARTITION must not load the query engine.
/// </summary>
/// <remarks>
/// Layout (apache/parquet-format): <c>PAR1</c>, the footer, its length as four bytes little-endian, <c>PAR1</c>. The footer is a Thrift
/// struct <c>FileMetaData</c>, whose list of row groups is empty. Types follow the Iceberg specification, appendix A, "Parquet".
/// </remarks>
public static class EmptyParquetFile
{
    private const string CreatedBy = "ramet";

    /// <summary>Makes the file.</summary>
    /// <param name="schema">The schema of the table; its field ids are in the file.</param>
    /// <returns>All bytes of the file.</returns>
    public static ReadOnlyMemory<byte> Build(Schema schema)
    {
        var footer = WriteFooter(schema);
        var file = new byte[4 + footer.Length + 4 + 4];
        "PAR1"u8.CopyTo(file);
        footer.Span.CopyTo(file.AsSpan(4));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4 + footer.Length), footer.Length);
        "PAR1"u8.CopyTo(file.AsSpan(8 + footer.Length));
        return file;
    }

    // struct FileMetaData { 1: version, 2: list<SchemaElement> schema, 3: num_rows, 4: list<RowGroup>, 5: list<KeyValue>, 6: created_by }
    private static ReadOnlyMemory<byte> WriteFooter(Schema schema)
    {
        var writer = new ThriftCompactWriter();
        var elements = ParquetSchema.ElementsOf(schema);
        writer.BeginStruct();
        writer.WriteI32(1, 1);
        writer.BeginList(2, ThriftCompactWriter.StructElement, elements.Count);
        foreach (var element in elements)
            ParquetSchema.Write(writer, element);
        writer.WriteI64(3, 0);
        writer.BeginList(4, ThriftCompactWriter.StructElement, 0);
        writer.BeginList(5, ThriftCompactWriter.StructElement, 1);
        writer.BeginStruct();
        writer.WriteString(1, "iceberg.schema");
        writer.WriteString(2, SchemaJson.Write(schema));
        writer.EndStruct();
        writer.WriteString(6, CreatedBy);
        writer.EndStruct();
        return writer.Written;
    }
}
