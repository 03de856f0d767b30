namespace Ramet.Warehouse.Files;

/// <summary>The formats of files that others keep, as LOAD and external tables read them.</summary>
internal enum FileFormat
{
    /// <summary>Columns by name.</summary>
    Parquet,

    /// <summary>Columns by position; the file has no names, or names that are skipped. Values may be quoted.</summary>
    Csv,

    /// <summary>One JSON object a line, or an array of objects; columns by name.</summary>
    Json,

    /// <summary>Columns by position, without quotes.</summary>
    TextFile,
}
