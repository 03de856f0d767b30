using Ramet.Errors;
using Ramet.Server.Routing;

namespace Ramet.Server.Errors;

/// <summary>The one table from errors of the warehouse to status and code of a reply.</summary>
internal static class ErrorTable
{
    /// <summary>Status and code for an error; the code of the error decides, and for codes without a line here its kind.</summary>
    /// <param name="error">The error.</param>
    /// <param name="protocol">REST knows one "not found" for tables, bulk data several.</param>
    public static WireError Find(RametException error, RouteProtocol protocol) => error switch
    {
        { Kind: ErrorKind.Denied } => WireError.NoPermission,
        { Kind: ErrorKind.Limit } when error.Code == ErrorCode.TooManyJobs => WireError.SlotExceeded,
        { Kind: ErrorKind.Environment } when error.Code == ErrorCode.TooManyJobs => WireError.ServiceUnavailable,
        { Kind: ErrorKind.Defect or ErrorKind.Environment } => WireError.InternalServerError,
        { Kind: ErrorKind.Conflict } => new WireError(409, error.Code.Number),
        { Kind: ErrorKind.NotFound } => NotFound(error.Code, protocol),
        _ when error.Code == ErrorCode.ParseException => WireError.ParseError,
        _ when error.Code == ErrorCode.InvalidParameter => WireError.InvalidParameter,
        _ when error.Code == ErrorCode.InvalidPartitionKey && protocol == RouteProtocol.Tunnel => WireError.InvalidPartitionSpec,
        _ => new WireError(400, error.Code.Number),
    };

    private static WireError NotFound(ErrorCode code, RouteProtocol protocol)
    {
        if (code == ErrorCode.ProjectNotFound)
            return WireError.NoSuchProject;
        if (code == ErrorCode.PartitionNotFound)
            return WireError.NoSuchPartition;
        return code == ErrorCode.TableNotFound && protocol == RouteProtocol.Tunnel ? WireError.NoSuchTable : WireError.NoSuchObject;
    }
}
