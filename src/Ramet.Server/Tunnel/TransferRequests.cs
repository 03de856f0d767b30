using System.Globalization;
using Ramet.Server.Errors;
using Ramet.Server.Requests;
using Ramet.Warehouse.Transfer;

namespace Ramet.Server.Tunnel;

/// <summary>Reads what requests for bulk data have in common.</summary>
internal static class TransferRequests
{
    /// <summary>The table, and partition, that the request is about.</summary>
    /// <exception cref="ProtocolException">It is in a schema that does not exist.</exception>
    public static TransferTarget Target(this ServerRequest request)
    {
        request.RequireDefaultSchema();
        return new TransferTarget(request["project"], request["table"], request.Parameters.Text("partition"));
    }

    /// <summary>The rows that are asked for: <c>rowrange=(first,count)</c>; null for all.</summary>
    /// <exception cref="ProtocolException">It is no such range.</exception>
    private static RowRange? Range(this ServerRequest request)
    {
        if (request.Parameters.Text("rowrange") is not { } text)
            return null;
        var parts = text.Trim('(', ')').Split(',');
        return parts.Length == 2 && TryParse(parts[0], out var start) && TryParse(parts[1], out var count)
            ? new RowRange(start, count)
            : throw new ProtocolException(WireError.InvalidArgument, $"The parameter rowrange is (first,count), two numbers from 0, found '{text}'.");
    }

    /// <summary>The names of the columns that are asked for; null for all.</summary>
    public static IReadOnlyList<string>? Columns(this ServerRequest request) =>
        request.Parameters.Text("columns")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The form in which rows are asked for, or come.</summary>
    public static TransferFormat Format(this ServerRequest request) => request.Parameters.Contains("arrow") ? TransferFormat.Arrow : TransferFormat.Records;

    /// <summary>The rows and columns that are asked for.</summary>
    public static RowSelection Selection(this ServerRequest request) => new()
    {
        Range = request.Range(),
        Columns = request.Columns(),
        IsInTableOrder = request.Format() == TransferFormat.Arrow && IsPyOdps(request),
    };

    /// <summary>
    /// Batches do not name their columns. PyODPS takes those that it has asked for to come in the order of the table, the Java SDK in the order
    /// in which it has asked.
    /// </summary>
    private static bool IsPyOdps(ServerRequest request) => request.Header("User-Agent")?.Contains("pyodps", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Where the client has found the server: host and port, which clients split at the colon.</summary>
    public static string AddressOfServer(this ServerRequest request)
    {
        var host = request.Host;
        return host.Contains(':', StringComparison.Ordinal) ? host : $"{host}:{(request.Context.Request.IsHttps ? 443 : 80)}";
    }

    private static bool TryParse(string text, out long number) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
