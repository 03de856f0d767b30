namespace Ramet.Warehouse.Loading;

/// <summary>The formats of files that LOAD reads.</summary>
internal enum LoadFormat
{
    /// <summary>Columns by name.</summary>
    Parquet,

    /// <summary>Columns by position; the file has no names, or names that are skipped.</summary>
    Csv,

    /// <summary>One JSON object a line, or an array of objects; columns by name.</summary>
    Json,
}
