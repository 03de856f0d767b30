using static Ramet.Sql.Functions.Define;

namespace Ramet.Sql.Functions;

/// <summary>Dates and times. Source: the pages "Date functions" and "Date and time functions".</summary>
internal static class DateFunctions
{
    public static readonly FunctionOverload[] All =
    [
        Scalar("year(moment) int", "CAST(year({0}) AS INTEGER)"),
        Scalar("quarter(moment) int", "CAST(quarter({0}) AS INTEGER)"),
        Scalar("month(moment) int", "CAST(month({0}) AS INTEGER)"),
        Scalar("day(moment) int", "CAST(day({0}) AS INTEGER)"),
        Scalar("dayofmonth(moment) int", "CAST(day({0}) AS INTEGER)"),
        Scalar("dayofweek(moment) int", "CAST(dayofweek({0}) + 1 AS INTEGER)"),
        Scalar("dayofyear(moment) int", "CAST(dayofyear({0}) AS INTEGER)"),
        Scalar("hour(moment) int", "CAST(hour({0}) AS INTEGER)"),
        Scalar("minute(moment) int", "CAST(minute({0}) AS INTEGER)"),
        Scalar("second(moment) int", "CAST(second({0}) AS INTEGER)"),
        Scalar("weekday(moment) bigint", "(isodow({0}) - 1)"),
        Scalar("weekofyear(moment) bigint", "weekofyear"),

        Scalar("getdate() datetime", "mc_getdate()"),
        Scalar("now() datetime", "mc_getdate()"),
        Scalar("current_timestamp() timestamp", "now()"),
        Scalar("current_timestamp_ntz() timestamp_ntz", "CAST(now() AS TIMESTAMP)"),
        Scalar("current_date() date", "CAST(now() AS DATE)"),
        Scalar("current_timezone() string", "current_setting('TimeZone')"),

        Scalar("dateadd(date, bigint, string) date", "mc_dateadd_date"),
        Scalar("dateadd(datetime, bigint, string) datetime", "mc_dateadd"),
        Scalar("dateadd(timestamp, bigint, string) timestamp", "mc_dateadd"),
        Scalar("dateadd(timestamp_ntz, bigint, string) timestamp_ntz", "mc_dateadd"),
        Scalar("date_add(moment, bigint) date", "CAST({0} AS DATE) + CAST({1} AS INTEGER)"),
        Scalar("date_sub(moment, bigint) date", "CAST({0} AS DATE) - CAST({1} AS INTEGER)"),
        Scalar("add_months(moment, bigint) string", "mc_add_months"),
        Scalar("months_between(moment, moment) double", "mc_months_between"),
        Scalar("datediff(date, date, string?) bigint", "mc_datediff"),
        Scalar("datediff(datetime, datetime, string?) bigint", "mc_datediff"),
        Scalar("datediff(timestamp, timestamp, string?) bigint", "mc_datediff"),
        Scalar("datediff(timestamp_ntz, timestamp_ntz, string?) bigint", "mc_datediff"),
        Scalar("datediff(moment, moment, string?) bigint", "mc_datediff"),
        Scalar("datepart(moment, string) bigint", "mc_datepart"),
        Scalar("datetrunc(date, string) date", "CAST(mc_datetrunc({0}, {1}) AS DATE)"),
        Scalar("datetrunc(datetime, string) datetime", "mc_datetrunc"),
        Scalar("datetrunc(timestamp, string) timestamp", "mc_datetrunc"),
        Scalar("datetrunc(timestamp_ntz, string) timestamp_ntz", "mc_datetrunc"),
        Scalar("trunc_time(moment, string) string", "mc_trunc_time"),
        Scalar("lastday(moment) datetime", "CAST(last_day({0}) AS TIMESTAMPTZ)"),
        Scalar("last_day(moment) string", "CAST(last_day({0}) AS VARCHAR)"),
        Scalar("next_day(moment, string) string", "mc_next_day(CAST({0} AS DATE), {1})"),

        Scalar("to_date(string) date", "CAST({0} AS DATE)"),
        Scalar("to_date(moment) date", "CAST({0} AS DATE)"),
        Scalar("to_date(string, string) datetime", "CAST(mc_read_date({0}, {1}) AS TIMESTAMPTZ)"),
        Scalar("to_datetime(string) datetime", "CAST({0} AS TIMESTAMPTZ)"),
        Scalar("to_datetime(string, string) datetime", "CAST(mc_read_date({0}, {1}) AS TIMESTAMPTZ)"),
        Scalar("isdate(string, string) boolean", "mc_is_date"),
        Scalar("date_format(moment, string) string", "mc_date_format(CAST({0} AS TIMESTAMPTZ), {1})"),
        Scalar("from_unixtime(bigint) datetime", "mc_from_unixtime"),
        Scalar("from_unixtime(bigint, string) string", "mc_date_format(mc_from_unixtime({0}), {1})"),
        Scalar("unix_timestamp() bigint", "mc_unix_timestamp(now())"),
        Scalar("unix_timestamp(datetime) bigint", "mc_unix_timestamp"),
        Scalar("unix_timestamp(moment) bigint", "mc_unix_timestamp(CAST({0} AS TIMESTAMPTZ))"),
        Scalar("unix_timestamp(string, string) bigint", "mc_unix_timestamp(CAST(mc_read_java_date({0}, {1}) AS TIMESTAMPTZ))"),
        Scalar("to_millis(datetime) bigint", "mc_to_millis"),
        Scalar("to_millis(moment) bigint", "mc_to_millis(CAST({0} AS TIMESTAMPTZ))"),
        Scalar("from_utc_timestamp(bigint, string) timestamp", "mc_from_utc(epoch_ms({0}), {1})"),
        Scalar("from_utc_timestamp(moment, string) timestamp", "mc_from_utc"),
    ];
}
