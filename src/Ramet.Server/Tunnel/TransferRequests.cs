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
    public static RowRange? Range(this ServerRequest request)
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

    /// <summary>Refuses rows in the form of Arrow batches, by the error after which clients ask for records.</summary>
    /// <exception cref="ProtocolException">They are asked for, or come.</exception>
    public static void RequireRecords(this ServerRequest request)
    {
        if (request.Parameters.Contains("arrow"))
            throw new ProtocolException(WireError.MethodNotAllowed, "Arrow batches are not supported; transfer the rows as records.");
    }

    private static bool TryParse(string text, out long number) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
