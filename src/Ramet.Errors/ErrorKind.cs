namespace Ramet.Errors;

/// <summary>Whose move it is after an error: what the caller can do about it.</summary>
public enum ErrorKind
{
    /// <summary>The statement or its data is wrong; the same statement fails again until it is changed.</summary>
    User,

    /// <summary>A named object does not exist, or the caller may not know that it does.</summary>
    NotFound,

    /// <summary>The caller lacks a permission.</summary>
    Denied,

    /// <summary>Another statement changed the same object at the same time; the statement may be repeated.</summary>
    Conflict,

    /// <summary>A limit of memory, disk, size or time was reached.</summary>
    Limit,

    /// <summary>The caller cancelled the statement.</summary>
    Cancelled,

    /// <summary>The environment is at fault: a file, a disk, a library, a directory.</summary>
    Environment,

    /// <summary>A defect of Ramet itself.</summary>
    Defect,
}
