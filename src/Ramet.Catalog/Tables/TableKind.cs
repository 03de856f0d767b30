namespace Ramet.Catalog.Tables;

/// <summary>What a name of the table namespace stands for.</summary>
public enum TableKind
{
    /// <summary>A table whose files the warehouse manages.</summary>
    Managed,
}
