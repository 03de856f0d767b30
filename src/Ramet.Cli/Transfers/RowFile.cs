using Ramet.DuckDb;
using Ramet.Errors;
using Ramet.Protocol.Records;
using Ramet.Sql.Binding;
using Ramet.Sql.DuckDb;
using Ramet.Sql.Types;
using Ramet.Warehouse.Transfer.Records;

namespace Ramet.Cli.Transfers;

/// <summary>
/// Rows of a file on this machine. The engine reads and writes the file, and converts between its values and those of a table. Nothing but
/// a part of the rows is in memory.
/// </summary>
internal sealed class RowFile : IDisposable
{
    private const string TableName = "transferred";
    private const long MemoryBytesMax = 1L << 30;

    private readonly DuckDbDatabase database;
    private readonly DuckDbConnection connection;
    private readonly IReadOnlyList<ResultColumn> columns;
    private readonly string spill;
    private string source = TableName;

    private RowFile(IReadOnlyList<ResultColumn> columns, string zone)
    {
        this.columns = columns;
        spill = Directory.CreateTempSubdirectory("ramet-transfer-").FullName;
        database = DuckDbDatabase.Open(new DuckDbOptions { MemoryLimitBytes = MemoryBytesMax, TempDirectory = spill });
        connection = database.Connect();
        connection.Execute($"SET TimeZone = {Literal(zone)}");
    }

    /// <summary>How much of the file was read, in percent; null when nobody can tell.</summary>
    public double? Progress => connection.Progress;

    /// <summary>Opens a file to be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its form.</param>
    /// <param name="columns">The columns of the table; the file must have columns of these names, in any order.</param>
    /// <param name="zone">The time zone of its times.</param>
    /// <exception cref="RametException">The file cannot be read, or lacks a column.</exception>
    public static RowFile OpenRead(string path, FileFormat format, IReadOnlyList<ResultColumn> columns, string zone)
    {
        if (!File.Exists(path))
            throw new RametException(ErrorCode.StorageError, ErrorKind.Environment, $"there is no file '{path}'");
        var file = new RowFile(columns, zone);
        try
        {
            file.source = format == FileFormat.Csv
                ? $"read_csv({Literal(path)}, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false, strict_mode = true)"
                : $"read_parquet({Literal(path)})";
            file.CheckColumns(path);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Begins a file that gets rows.</summary>
    /// <param name="columns">The columns.</param>
    public static RowFile Create(IReadOnlyList<ResultColumn> columns)
    {
        var file = new RowFile(columns, zone: "UTC"); // Parquet has moments, which have no zone
        var definitions = columns.Select(static column => $"{DuckDbNames.Quote(column.Name)} {DuckDbTypes.NameOf(column.Type)}");
        file.connection.Execute($"CREATE TABLE {TableName} ({string.Join(", ", definitions)})");
        return file;
    }

    /// <summary>Writes all rows as records.</summary>
    /// <returns>Number of rows.</returns>
    /// <exception cref="RametException">A value does not fit its column.</exception>
    public long WriteRecords(Stream output, CancellationToken cancellationToken) => Translated(() =>
    {
        var encoder = new RecordEncoder([.. columns.Select(static column => column.Type)], output);
        using var rows = connection.Query($"SELECT {string.Join(", ", columns.Select(Converted))} FROM {source}", cancellationToken);
        while (rows.TryReadChunk(out var chunk))
        {
            encoder.Write(chunk.Vector, 0, chunk.RowCount);
            cancellationToken.ThrowIfCancellationRequested();
        }
        encoder.Finish();
        return encoder.Rows;
    });

    /// <summary>Reads records to the end of their stream.</summary>
    /// <returns>Number of rows.</returns>
    public long ReadRecords(RecordReader reader, CancellationToken cancellationToken)
    {
        var decoder = new RecordDecoder(reader, [.. columns.Select(static column => column.Type)], TableName);
        using var appender = connection.AppendVectors(TableName);
        while (!decoder.ReadBatch(appender, out _))
            cancellationToken.ThrowIfCancellationRequested();
        appender.Complete();
        return reader.Records;
    }

    /// <summary>Writes the rows to a Parquet file, which takes the place of an older one when it is whole.</summary>
    /// <exception cref="RametException">The file cannot be written.</exception>
    public void Save(string path, CancellationToken cancellationToken) => WholeFile.Write(path, part => Translated(() =>
    {
        connection.Execute($"COPY {TableName} TO {Literal(part)} (FORMAT parquet)", cancellationToken);
        return 0;
    }));

    /// <inheritdoc/>
    public void Dispose()
    {
        connection.Dispose();
        database.Dispose();
        Directory.Delete(spill, recursive: true);
    }

    private void CheckColumns(string path) => Translated(() =>
    {
        using var rows = connection.Query($"SELECT * FROM {source} LIMIT 0");
        var names = rows.Columns.Select(static column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = columns.Where(column => !names.Contains(column.Name)).Select(static column => column.Name).ToList();
        return missing.Count == 0
            ? 0
            : throw new RametException(
                ErrorCode.InvalidParameter,
                ErrorKind.User,
                $"'{path}' has no column {string.Join(", ", missing)}; it has {string.Join(", ", names)}",
                hint: "The first line of a CSV file names its columns.");
    });

    /// <summary>A value of the file as one of the table. In CSV files nested values are JSON, and BINARY is in hexadecimal, as they are shown.</summary>
    private string Converted(ResultColumn column)
    {
        var name = DuckDbNames.Quote(column.Name);
        var isText = source.StartsWith("read_csv", StringComparison.Ordinal);
        return column.Type.Kind switch
        {
            TypeKind.Array or TypeKind.Map or TypeKind.Struct when isText => $"CAST(CAST({name} AS JSON) AS {DuckDbTypes.NameOf(column.Type)})",
            TypeKind.Binary when isText => $"unhex({name})",
            _ => $"CAST({name} AS {DuckDbTypes.NameOf(column.Type)})",
        };
    }

    private static T Translated<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DuckDbException error)
        {
            throw new RametException(
                ErrorCode.InvalidParameter, ErrorKind.User, $"the file does not fit: {error.Message.Split('\n')[0]}", cause: error);
        }
        catch (OperationCanceledException exception)
        {
            throw new RametException(ErrorCode.Cancelled, ErrorKind.Cancelled, "the transfer was cancelled", cause: exception);
        }
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
