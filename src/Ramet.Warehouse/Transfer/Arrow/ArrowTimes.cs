namespace Ramet.Warehouse.Transfer.Arrow;

/// <summary>How a TIMESTAMP or TIMESTAMP_NTZ column travels in Arrow; clients expect one form for tables and another for results of queries.</summary>
internal enum ArrowTimes
{
    /// <summary>Nanoseconds of 64 bits: the years 1677 to 2262.</summary>
    Nanoseconds,

    /// <summary>A struct of seconds and nanoseconds. Times within other values are nanoseconds all the same.</summary>
    SecondsAndNanos,
}
