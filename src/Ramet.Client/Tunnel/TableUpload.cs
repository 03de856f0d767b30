using System.Net;
using System.Text.Json;
using Ramet.Client.Http;
using Ramet.Errors;
using Ramet.Sql.Binding;

namespace Ramet.Client.Tunnel;

/// <summary>Rows on their way into a table. Nobody sees them before <see cref="Commit"/>, and then all of them.</summary>
public sealed class TableUpload
{
    private const string Block = "0";

    private readonly ServiceConnection connection;
    private readonly TransferTable table;
    private readonly string id;

    private TableUpload(ServiceConnection connection, TransferTable table, string id, IReadOnlyList<ResultColumn> columns)
    {
        this.connection = connection;
        this.table = table;
        this.id = id;
        Columns = columns;
    }

    /// <summary>The columns of the table, those of partitions aside: the fields of the records in this order.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>Begins an upload.</summary>
    /// <param name="tunnel">The tunnel of the service.</param>
    /// <param name="table">The table or partition; a partition that is missing is made.</param>
    /// <param name="isOverwrite">Whether the rows take the place of those that are there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RametException">The service refused it, or cannot be asked.</exception>
    public static TableUpload Begin(TunnelClient tunnel, TransferTable table, bool isOverwrite, CancellationToken cancellationToken)
    {
        var connection = tunnel.Connect(table.Project, cancellationToken);
        var options = (table.Partition is null ? "" : "&create_partition=true") + (isOverwrite ? "&overwrite=true" : "");
        var request = new ServiceRequest(HttpMethod.Post, $"{table.Target}{table.Query}&uploads=1{options}") { Headers = TunnelClient.Headers };
        using var json = JsonDocument.Parse(connection.Text(request, cancellationToken));
        return new TableUpload(connection, table, json.RootElement.GetProperty("UploadID").GetString()!, TunnelSchema.Columns(json.RootElement));
    }

    /// <summary>Sends all rows.</summary>
    /// <param name="write">Writes the record stream; it is called once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RametException">The service refused the rows, or the connection broke; nothing has changed then.</exception>
    public void Send(Action<Stream> write, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(HttpMethod.Put, $"{table.Target}{table.Query}&uploadid={Uri.EscapeDataString(id)}&blockid={Block}")
        {
            Headers = TunnelClient.Headers,
            Body = () => new WrittenContent(write),
            IsIdempotent = false, // the rows are read from their source once
        };
        connection.Send(request, cancellationToken).Dispose();
    }

    /// <summary>Makes the rows visible.</summary>
    /// <exception cref="RametException">The service refused it, or cannot be asked.</exception>
    public void Commit(CancellationToken cancellationToken)
    {
        // A repeated commit of a session that is closed succeeds.
        var request = new ServiceRequest(HttpMethod.Post, $"{table.Target}{table.Query}&uploadid={Uri.EscapeDataString(id)}")
        {
            Headers = TunnelClient.Headers,
            IsIdempotent = true,
        };
        connection.Send(request, cancellationToken).Dispose();
    }

    /// <summary>A body that is written while it is sent, in chunks.</summary>
    private sealed class WrittenContent : HttpContent
    {
        private readonly Action<Stream> write;

        public WrittenContent(Action<Stream> write)
        {
            this.write = write;
            Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
        }

        protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken) => write(stream);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.Run(() => write(stream));

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
