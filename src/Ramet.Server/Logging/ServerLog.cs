using Microsoft.Extensions.Logging;

namespace Ramet.Server.Logging;

/// <summary>All messages of the log. None holds a secret or a value of a row; texts of statements are there only when that was asked for.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information, "Listening on {Address}")]
    public static partial void Listening(ILogger log, Uri address);

    [LoggerMessage(2, LogLevel.Information, "Stopping; running requests and jobs have {GraceSeconds} seconds to end")]
    public static partial void Stopping(ILogger log, double graceSeconds);

    [LoggerMessage(3, LogLevel.Information, "Stopped")]
    public static partial void Stopped(ILogger log);

    [LoggerMessage(10, LogLevel.Information, "{RequestId} {Method} {Route} {Status} {Code} {DurationMs} ms, key {AccessKeyId}, from {Source}")]
    public static partial void Request(
        ILogger log, string requestId, string method, string route, int status, string code, double durationMs, string accessKeyId, string source);

    [LoggerMessage(11, LogLevel.Error, "{RequestId} {Route} failed")]
    public static partial void Failure(ILogger log, Exception exception, string requestId, string route);

    [LoggerMessage(12, LogLevel.Information, "{RequestId} statement: {Statement}")]
    public static partial void Statement(ILogger log, string requestId, string statement);
}
