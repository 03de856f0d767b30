namespace Ramet.DuckDb;

/// <summary>The engine's classes of errors (<c>duckdb_error_type</c> of duckdb.h), and one of this binding.</summary>
public enum DuckDbErrorType
{
    /// <summary>The library could not be found or loaded. This binding's own class.</summary>
    LibraryMissing = -1,

    /// <summary>The engine gave no class.</summary>
    Invalid = 0,

    /// <summary>A value does not fit into its type, or an index lies outside.</summary>
    OutOfRange = 1,

    /// <summary>A value could not be converted.</summary>
    Conversion = 2,

    /// <summary>A type is not known.</summary>
    UnknownType = 3,

    /// <summary>A decimal operation failed.</summary>
    Decimal = 4,

    /// <summary>Two types do not go together.</summary>
    MismatchType = 5,

    /// <summary>A division by zero.</summary>
    DivideByZero = 6,

    /// <summary>An object has more bytes than allowed.</summary>
    ObjectSize = 7,

    /// <summary>A type is not valid here.</summary>
    InvalidType = 8,

    /// <summary>Data could not be written or read back in the engine's serialised form.</summary>
    Serialization = 9,

    /// <summary>A transaction conflict, or a statement that does not suit the transaction's state.</summary>
    Transaction = 10,

    /// <summary>The engine does not implement this.</summary>
    NotImplemented = 11,

    /// <summary>An expression is wrong.</summary>
    Expression = 12,

    /// <summary>A named object is missing or exists already.</summary>
    Catalog = 13,

    /// <summary>The text is not SQL of the engine: what most people call a syntax error.</summary>
    Parser = 14,

    /// <summary>The planner failed.</summary>
    Planner = 15,

    /// <summary>The scheduler failed.</summary>
    Scheduler = 16,

    /// <summary>The executor failed.</summary>
    Executor = 17,

    /// <summary>A NOT NULL, CHECK, UNIQUE or key constraint is broken.</summary>
    Constraint = 18,

    /// <summary>An index failed.</summary>
    Index = 19,

    /// <summary>Statistics failed.</summary>
    Statistics = 20,

    /// <summary>A connection failed.</summary>
    Connection = 21,

    /// <summary>A syntax error found outside of the parser, for example in a setting's value.</summary>
    Syntax = 22,

    /// <summary>A setting failed.</summary>
    Settings = 23,

    /// <summary>The statement has no meaning for these tables, columns and types.</summary>
    Binder = 24,

    /// <summary>The network failed.</summary>
    Network = 25,

    /// <summary>The optimizer failed.</summary>
    Optimizer = 26,

    /// <summary>A null pointer was met.</summary>
    NullPointer = 27,

    /// <summary>A file could not be read or written, or is not what it should be.</summary>
    Io = 28,

    /// <summary>The query was interrupted.</summary>
    Interrupt = 29,

    /// <summary>The database cannot be used any more and must be opened again.</summary>
    Fatal = 30,

    /// <summary>A defect of the engine.</summary>
    Internal = 31,

    /// <summary>An argument is not valid.</summary>
    InvalidInput = 32,

    /// <summary>The memory limit or the limit of the temporary directory was reached.</summary>
    OutOfMemory = 33,

    /// <summary>A setting forbids this.</summary>
    Permission = 34,

    /// <summary>A parameter's type could not be resolved.</summary>
    ParameterNotResolved = 35,

    /// <summary>A parameter may not stand here.</summary>
    ParameterNotAllowed = 36,

    /// <summary>Another object depends on this one.</summary>
    Dependency = 37,

    /// <summary>An HTTP request failed.</summary>
    Http = 38,

    /// <summary>An extension is needed that is not loaded.</summary>
    MissingExtension = 39,

    /// <summary>An extension could not be loaded by itself.</summary>
    Autoload = 40,

    /// <summary>A sequence failed.</summary>
    Sequence = 41,

    /// <summary>A setting has an invalid value.</summary>
    InvalidConfiguration = 42,
}
