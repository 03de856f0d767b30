namespace Ramet.Errors;

/// <summary>
/// A MaxCompute error code with its general text, as listed on the service's pages of SQL and common errors.
/// An error reads <c>ODPS-0130131:[1,15] Table not found - table p.t cannot be resolved</c>: code, place, general text, context.
/// </summary>
/// <param name="Number">The code, for example <c>ODPS-0130131</c>.</param>
/// <param name="Text">The general text, the same for every error of the code.</param>
public sealed record ErrorCode(string Number, string Text)
{
    /// <summary>A defect of the system itself.</summary>
    public static readonly ErrorCode InternalError = new("ODPS-0010000", "System internal error");

    /// <summary>A change of the catalog failed or cannot be done now.</summary>
    public static readonly ErrorCode DdlTaskFailed = new("ODPS-0110061", "Failed to run ddltask");

    /// <summary>Two statements changed the same object at the same time.</summary>
    public static readonly ErrorCode ConcurrentChange = new("ODPS-0110041", "Invalid meta operation");

    /// <summary>The statement was cancelled by its user.</summary>
    public static readonly ErrorCode Cancelled = new("ODPS-0120031", "Instance has been cancelled");

    /// <summary>A regular expression is malformed.</summary>
    public static readonly ErrorCode InvalidPattern = new("ODPS-0121011", "Invalid regular expression pattern");

    /// <summary>A function's argument lies outside of the allowed values.</summary>
    public static readonly ErrorCode ArgumentOutOfRange = new("ODPS-0121065", "Argument value out of range");

    /// <summary>A function's arguments do not go together.</summary>
    public static readonly ErrorCode InvalidArguments = new("ODPS-0121095", "Invalid arguments");

    /// <summary>A value does not fit into its type.</summary>
    public static readonly ErrorCode DataOverflow = new("ODPS-0121145", "Data overflow");

    /// <summary>A partition value is not allowed.</summary>
    public static readonly ErrorCode PartitionException = new("ODPS-0123031", "Partition exception");

    /// <summary>A limit of memory or disk was reached while a query ran.</summary>
    public static readonly ErrorCode BufferOverflow = new("ODPS-0123049", "Buffer overflow");

    /// <summary>A value could not be converted while a query ran.</summary>
    public static readonly ErrorCode IllegalCast = new("ODPS-0123091", "Illegal type cast");

    /// <summary>A text does not follow the date format given for it.</summary>
    public static readonly ErrorCode DateFormatMismatch = new("ODPS-0123111", "Format string does not match datetime string");

    /// <summary>A permission on a table or column is missing.</summary>
    public static readonly ErrorCode AuthorizationException = new("ODPS-0130013", "Authorization exception");

    /// <summary>The statement is well formed but has no meaning for these tables, columns and types.</summary>
    public static readonly ErrorCode SemanticError = new("ODPS-0130071", "Semantic analysis exception");

    /// <summary>A subquery that must give one row gave more.</summary>
    public static readonly ErrorCode SubqueryRows = new("ODPS-0130111", "Subquery partition pruning exception");

    /// <summary>An argument has a type that the function does not take.</summary>
    public static readonly ErrorCode InvalidArgumentType = new("ODPS-0130121", "Invalid argument type");

    /// <summary>The table does not exist, or is hidden from the caller.</summary>
    public static readonly ErrorCode TableNotFound = new("ODPS-0130131", "Table not found");

    /// <summary>A value of this type is not converted to that type without a CAST.</summary>
    public static readonly ErrorCode IllegalImplicitCast = new("ODPS-0130141", "Illegal implicit type cast");

    /// <summary>The text is not a statement of the dialect.</summary>
    public static readonly ErrorCode ParseException = new("ODPS-0130161", "Parse exception");

    /// <summary>A view cannot be defined in this way.</summary>
    public static readonly ErrorCode CreatingView = new("ODPS-0130171", "Creating view");

    /// <summary>A window function is called where or as it may not be.</summary>
    public static readonly ErrorCode WindowFunction = new("ODPS-0130181", "Window function exception");

    /// <summary>A column or partition specification is not valid for the table.</summary>
    public static readonly ErrorCode InvalidPartitionKey = new("ODPS-0130191", "Invalid column or partition key");

    /// <summary>The view does not exist, or is hidden from the caller.</summary>
    public static readonly ErrorCode ViewNotFound = new("ODPS-0130201", "View not found");

    /// <summary>The name is taken.</summary>
    public static readonly ErrorCode TableAlreadyExists = new("ODPS-0130211", "Table or view already exists");

    /// <summary>A function was called with too few or too many arguments.</summary>
    public static readonly ErrorCode WrongArgumentCount = new("ODPS-0130221", "Invalid number of arguments");

    /// <summary>A view no longer fits what it reads.</summary>
    public static readonly ErrorCode InvalidView = new("ODPS-0130231", "Invalid view");

    /// <summary>The branches of a set operation do not match.</summary>
    public static readonly ErrorCode IllegalUnion = new("ODPS-0130241", "Illegal union operation");

    /// <summary>A join without a condition.</summary>
    public static readonly ErrorCode CartesianProduct = new("ODPS-0130252", "Cartesian product is not allowed");

    /// <summary>The partition does not exist.</summary>
    public static readonly ErrorCode PartitionNotFound = new("ODPS-0130271", "Partition does not exist");

    /// <summary>A request or setting has an invalid value.</summary>
    public static readonly ErrorCode InvalidParameter = new("ODPS-0420061", "Invalid parameter in HTTP request");

    /// <summary>The caller is not a user of the project, or lacks an action on it.</summary>
    public static readonly ErrorCode AccessDenied = new("ODPS-0420095", "Access Denied");

    /// <summary>The project does not exist.</summary>
    public static readonly ErrorCode ProjectNotFound = new("ODPS-0420111", "Project not found");

    /// <summary>The queue takes no more jobs. Not a code of the service, which has no such limit in its documentation.</summary>
    public static readonly ErrorCode TooManyJobs = new("ODPS-0420200", "Too many jobs");

    /// <summary>A data file, directory, disk or library cannot be used. Not a code of the service, which has no such errors.</summary>
    public static readonly ErrorCode StorageError = new("ODPS-0010100", "Storage exception");

    /// <inheritdoc/>
    public override string ToString() => Number;
}
