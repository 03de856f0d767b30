using System.Globalization;
using System.Text.Json;
using Ramet.Warehouse.Transfer;

namespace Ramet.Server.Tunnel;

/// <summary>Writes what clients are told of transfers. No value is ever <c>null</c>, which some of them do not survive.</summary>
internal static class TransferJson
{
    /// <summary>The only quota that there is.</summary>
    public const string QuotaName = "default";

    /// <summary>An upload.</summary>
    public static void WriteUpload(Utf8JsonWriter json, TransferState upload)
    {
        json.WriteStartObject();
        json.WriteString("UploadID", upload.Id);
        json.WriteString("Status", StatusOf(upload));
        WriteSchema(json, "Schema", upload.Schema);
        json.WriteStartArray("UploadedBlockList");
        foreach (var block in upload.Blocks)
        {
            json.WriteStartObject();
            json.WriteNumber("BlockID", block);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("MaxFieldSize", Protocol.Records.RecordReader.ValueBytesMax);
        json.WriteString("QuotaName", QuotaName);
        json.WriteEndObject();
    }

    /// <summary>A download.</summary>
    public static void WriteDownload(Utf8JsonWriter json, TransferState download)
    {
        json.WriteStartObject();
        json.WriteString("DownloadID", download.Id);
        json.WriteString("Status", StatusOf(download));
        json.WriteNumber("RecordCount", download.Rows);
        WriteSchema(json, "Schema", download.Schema);
        json.WriteString("QuotaName", QuotaName);
        json.WriteEndObject();
    }

    /// <summary>Where a transfer stands, in the word of the protocol.</summary>
    public static string StatusOf(TransferState transfer) => transfer.Status switch
    {
        TransferStatus.Normal => "normal",
        TransferStatus.Closed => "closed",
        TransferStatus.Expired => "expired",
    };

    /// <summary>The columns under a name.</summary>
    public static void WriteSchema(Utf8JsonWriter json, string name, TransferSchema schema)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("IsVirtualView", false);
        WriteColumns(json, "columns", schema.Columns);
        WriteColumns(json, "partitionKeys", schema.PartitionColumns);
        json.WriteEndObject();
    }

    private static void WriteColumns(Utf8JsonWriter json, string name, IReadOnlyList<TransferColumn> columns)
    {
        json.WriteStartArray(name);
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type);
            json.WriteString("nullable", column.IsNullable ? "true" : "false");
            json.WriteString("comment", column.Comment);
            json.WriteString("column_id", column.Id.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
