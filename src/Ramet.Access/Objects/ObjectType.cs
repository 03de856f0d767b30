namespace Ramet.Access;

/// <summary>What sort of object a grant names. The names are those of the GRANT statement.</summary>
public enum ObjectType
{
    /// <summary>The project itself.</summary>
    Project,

    /// <summary>A schema of a project.</summary>
    Schema,

    /// <summary>A table or view.</summary>
    Table,

    /// <summary>A user-defined function.</summary>
    Function,

    /// <summary>A file that functions use.</summary>
    Resource,

    /// <summary>A job.</summary>
    Instance,

    /// <summary>A model.</summary>
    Model,

    /// <summary>A package of another project that is installed in this one.</summary>
    Package,
}
