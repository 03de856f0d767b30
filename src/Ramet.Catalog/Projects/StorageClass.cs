namespace Ramet.Catalog.Projects;

/// <summary>How a project's data would be kept in the cloud. Ramet remembers it, and rules between projects may depend on it.</summary>
public enum StorageClass
{
    /// <summary>Locally redundant storage, written <c>single-az</c>.</summary>
    SingleAz,

    /// <summary>Zone-redundant storage, written <c>multi-az</c>.</summary>
    MultiAz,
}
