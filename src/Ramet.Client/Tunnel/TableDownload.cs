using System.Globalization;
using System.Text.Json;
using Ramet.Client.Http;
using Ramet.Errors;
using Ramet.Protocol.Records;
using Ramet.Sql.Binding;

namespace Ramet.Client.Tunnel;

/// <summary>The rows of a table, as they were when the download began.</summary>
public sealed class TableDownload
{
    private readonly ServiceConnection connection;
    private readonly TransferTable table;
    private readonly string id;

    private TableDownload(ServiceConnection connection, TransferTable table, JsonElement reply)
    {
        this.connection = connection;
        this.table = table;
        id = reply.GetProperty("DownloadID").GetString()!;
        RecordCount = reply.GetProperty(nameof(RecordCount)).GetInt64();
        Columns = TunnelSchema.Columns(reply);
    }

    /// <summary>Number of rows.</summary>
    public long RecordCount { get; }

    /// <summary>The columns of the table, those of partitions aside.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>Begins a download.</summary>
    /// <param name="tunnel">The tunnel of the service.</param>
    /// <param name="table">The table or partition.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RametException">The service refused it, or cannot be asked.</exception>
    public static TableDownload Begin(TunnelClient tunnel, TransferTable table, CancellationToken cancellationToken)
    {
        var connection = tunnel.Connect(table.Project, cancellationToken);

        // A session that nobody uses expires, so a repeated request does no harm.
        var request = new ServiceRequest(HttpMethod.Post, $"{table.Target}{table.Query}&downloads") { IsIdempotent = true, Headers = TunnelClient.Headers };
        using var json = JsonDocument.Parse(connection.Text(request, cancellationToken));
        return new TableDownload(connection, table, json.RootElement);
    }

    /// <summary>Reads all rows.</summary>
    /// <param name="read">Reads the record stream to its end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RametException">The service refused, the connection broke, or what arrived is damaged.</exception>
    public void Receive(Action<RecordReader> read, CancellationToken cancellationToken)
    {
        var range = Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $"(0,{RecordCount})"));
        var request = new ServiceRequest(HttpMethod.Get, $"{table.Target}{table.Query}&downloadid={Uri.EscapeDataString(id)}&data=&rowrange={range}")
        {
            Headers = TunnelClient.Headers,
        };
        using var response = connection.Send(request, cancellationToken);
        try
        {
            read(new RecordReader(response.Content.ReadAsStream(cancellationToken), [.. Columns.Select(static column => column.Name)]));
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException)
        {
            throw new RametException(
                ErrorCode.StorageError, ErrorKind.Environment, $"the connection to the service broke: {exception.Message}", cause: exception);
        }
    }
}
