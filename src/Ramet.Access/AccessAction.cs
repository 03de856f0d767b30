namespace Ramet.Access;

/// <summary>
/// What a principal wants to do with an object. The names are those of the GRANT statement, which error texts repeat as
/// <c>odps:Select</c>; the first group are the administrator's statements, which MaxCompute keeps in its console.
/// </summary>
public enum AccessAction
{
    /// <summary>Add an account to the warehouse.</summary>
    CreateAccount,

    /// <summary>Add a RAM user to an account.</summary>
    CreateRamUser,

    /// <summary>Create a project that an account owns.</summary>
    CreateProject,

    /// <summary>Project: read information about the project itself.</summary>
    Read,

    /// <summary>Project: change information about the project itself.</summary>
    Write,

    /// <summary>Project: list its objects.</summary>
    List,

    /// <summary>Project: create tables.</summary>
    CreateTable,

    /// <summary>Project: run jobs, that is any SQL that makes an instance.</summary>
    CreateInstance,

    /// <summary>Table: DESC, SHOW CREATE TABLE, SHOW PARTITIONS.</summary>
    Describe,

    /// <summary>Table: read data.</summary>
    Select,

    /// <summary>Table: change metadata, add and drop partitions.</summary>
    Alter,

    /// <summary>Table: write data: insert, overwrite, truncate.</summary>
    Update,

    /// <summary>Table or project: drop it.</summary>
    Drop,

    /// <summary>Table: download data through the tunnel.</summary>
    Download,
}
