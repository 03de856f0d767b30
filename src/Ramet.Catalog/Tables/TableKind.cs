namespace Ramet.Catalog.Tables;

/// <summary>What a name of the table namespace stands for.</summary>
public enum TableKind
{
    /// <summary>A table whose files the warehouse manages.</summary>
    Managed,

    /// <summary>A query under a name. Its state has columns and properties, and never a snapshot.</summary>
    View,

    /// <summary>A table over files that others keep; it is only read. Its state has columns and properties, and never a snapshot.</summary>
    External,

    /// <summary>A query under a name with the rows that it gave when it was last computed: a managed table that only its own query fills.</summary>
    Materialized,
}
