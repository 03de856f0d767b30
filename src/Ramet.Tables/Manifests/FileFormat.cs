namespace Ramet.Tables.Manifests;

/// <summary>The format of a data file.</summary>
public enum FileFormat
{
    /// <summary>Apache Parquet, the only one that is written and scanned here.</summary>
    Parquet,

    /// <summary>Apache Avro.</summary>
    Avro,

    /// <summary>Apache ORC.</summary>
    Orc,
}
