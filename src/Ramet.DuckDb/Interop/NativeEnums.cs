namespace Ramet.DuckDb.Interop;

/// <summary><c>duckdb_state</c>.</summary>
internal enum NativeState
{
    Success = 0,
    Error = 1,
}

/// <summary><c>duckdb_result_type</c>.</summary>
internal enum NativeResultKind
{
    Invalid = 0,
    ChangedRows = 1,
    Nothing = 2,
    Rows = 3,
}
