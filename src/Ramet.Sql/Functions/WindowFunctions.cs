using static Ramet.Sql.Functions.Define;

namespace Ramet.Sql.Functions;

/// <summary>Functions that need OVER. Source: the page "Window functions".</summary>
internal static class WindowFunctions
{
    public static readonly FunctionOverload[] All =
    [
        Window("row_number() bigint"),
        Window("rank() bigint"),
        Window("dense_rank() bigint"),
        Window("percent_rank() double"),
        Window("cume_dist() double"),
        Window("ntile(bigint) bigint"),
        Window("lag(T, bigint?, T?) T"),
        Window("lead(T, bigint?, T?) T"),
        Window("first_value(T) T"),
        Window("first_value(T, boolean!) T"),
        Window("last_value(T) T"),
        Window("last_value(T, boolean!) T"),
        Window("nth_value(T, bigint) T"),
        Window("nth_value(T, bigint, boolean!) T"),
    ];
}
