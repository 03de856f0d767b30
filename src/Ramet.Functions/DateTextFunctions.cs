using Ramet.DuckDb;
using Ramet.Errors;
using static Ramet.Functions.ManagedFunctions;

namespace Ramet.Functions;

/// <summary>Reading dates by a format. Source: the page "Date functions".</summary>
internal static class DateTextFunctions
{
    public static readonly ScalarFunction[] All =
    [
        Define("mc_read_date", [DuckDbKind.Varchar, DuckDbKind.Varchar], DuckDbKind.Timestamp,
            static (in row) => row.ReturnMicros(Read(row.Text(0), DateFormat.OfMaxCompute(row.Text(1))))),
        Define("mc_read_java_date", [DuckDbKind.Varchar, DuckDbKind.Varchar], DuckDbKind.Timestamp,
            static (in row) => row.ReturnMicros(Read(row.Text(0), DateFormat.OfJava(row.Text(1))))),
        Define("mc_is_date", [DuckDbKind.Varchar, DuckDbKind.Varchar], DuckDbKind.Boolean,
            static (in row) => row.Return(DateFormat.OfMaxCompute(row.Text(1)).TryRead(row.Text(0), out _))),
    ];

    private static long Read(string text, DateFormat format) => format.TryRead(text, out var moment)
        ? (moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
        : throw new FunctionException(ErrorCode.DateFormatMismatch, $"'{text}' does not follow the format '{format}'");
}
