namespace Ramet.Server.Errors;

/// <summary>An error as clients see it: the status of the reply and the code on which they act.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code: the name of an exception class of the clients, or an ODPS number.</param>
internal sealed record WireError(int Status, string Code)
{
    // What the clients of the service derive from "not found", and catch as such.
    public static readonly WireError NoSuchObject = new(404, "NoSuchObject");
    public static readonly WireError NoSuchProject = new(404, "NoSuchProject");
    public static readonly WireError NoSuchTable = new(404, "NoSuchTable");
    public static readonly WireError NoSuchPartition = new(404, "NoSuchPartition");
    public static readonly WireError NoSuchPath = new(404, "NoSuchPath");

    // Tunnel only: on REST clients do not take it for "not found".
    public static readonly WireError NoSuchSchema = new(404, "NoSuchSchema");

    public static readonly WireError InvalidParameter = new(400, "InvalidParameter");
    public static readonly WireError InvalidArgument = new(400, "InvalidArgument");
    public static readonly WireError InvalidPartitionSpec = new(400, "InvalidPartitionSpec");
    public static readonly WireError NotSupported = new(400, "NotSupported");

    // The code by which clients that may fall back to jobs do so.
    public static readonly WireError NotAccelerated = new(400, "ODPS-1850001");

    public static readonly WireError InvalidStateSetting = new(400, "InvalidStateSetting");
    public static readonly WireError ParseError = new(400, "ODPS-0130161");
    public static readonly WireError MethodNotAllowed = new(405, "MethodNotAllowed");
    public static readonly WireError BodyTooLarge = new(413, "RequestEntityTooLarge");
    public static readonly WireError NoPermission = new(403, "NoPermission");

    // Authentication.
    public static readonly WireError Unauthorized = new(401, "Unauthorized");
    public static readonly WireError MissingAuthentication = new(400, "ODPS-0410001");
    public static readonly WireError MalformedAuthentication = new(400, "ODPS-0410011");
    public static readonly WireError UnknownSignatureMethod = new(400, "ODPS-0410021");
    public static readonly WireError RequestExpired = new(400, "AuthenticationRequestExpired");
    public static readonly WireError RequestTimeTooSkewed = new(400, "RequestTimeTooSkewed");
    public static readonly WireError SignatureNotMatch = new(401, "SignatureNotMatch");
    public static readonly WireError UnknownAccessKey = new(401, "ODPS-0410051");
    public static readonly WireError TokenRefused = new(401, "AuthorizationRequired");

    // Bulk data.
    public static readonly WireError InstanceTypeNotSupported = new(400, "InstanceTypeNotSupported");
    public static readonly WireError InstanceNotTerminate = new(400, "InstanceNotTerminate");
    public static readonly WireError TaskFailed = new(400, "TaskFailed");
    public static readonly WireError TableModified = new(409, "TableModified");
    public static readonly WireError SchemaModified = new(412, "SchemaModified");
    public static readonly WireError StreamSessionNotFound = new(404, "StreamSessionNotFound");
    public static readonly WireError UpsertSessionNotFound = new(404, "UpsertSessionNotFound");

    // What passes: clients wait and repeat.
    public static readonly WireError QpsExceeded = new(429, "QPSExceeded");
    public static readonly WireError SlotExceeded = new(429, "SlotExceeded");
    public static readonly WireError ServiceUnavailable = new(503, "ServiceUnavailable");
    public static readonly WireError RequestTimeout = new(408, "RequestTimeout");

    public static readonly WireError InternalServerError = new(500, "InternalServerError");
}
