using System.Globalization;
using System.Text.Json;
using Ramet.Client.Http;
using Ramet.Client.Jobs;
using Ramet.Errors;
using Ramet.Protocol.Records;
using Ramet.Sql.Binding;

namespace Ramet.Client.Tunnel;

/// <summary>The rows of a query that a service has run. They arrive while they are read.</summary>
public sealed class InstanceRows : IDisposable
{
    private const string NoRows = "InstanceTypeNotSupported";

    private readonly HttpResponseMessage response;
    private readonly RecordTexts texts;

    private InstanceRows(IReadOnlyList<ResultColumn> columns, HttpResponseMessage response, TimeZoneInfo zone)
    {
        Columns = columns;
        this.response = response;
        texts = new RecordTexts(new RecordReader(response.Content.ReadAsStream(), [.. columns.Select(static column => column.Name)]), [.. columns.Select(static column => column.Type)], zone);
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>Begins to read the rows of a job that is over.</summary>
    /// <param name="tunnel">The tunnel of the service.</param>
    /// <param name="job">The job.</param>
    /// <param name="zone">The time zone in which times are shown.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The rows; null when the job gave none, because it was no query.</returns>
    /// <exception cref="RametException">The service refused, or cannot be asked.</exception>
    public static InstanceRows? Open(TunnelClient tunnel, SubmittedJob job, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var connection = tunnel.Connect(job.Project, cancellationToken);
        try
        {
            var session = Create(connection, job, cancellationToken);
            var range = Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $"(0,{session.Records})"));
            var request = new ServiceRequest(HttpMethod.Get, $"{job.Target}{job.Query}&downloadid={Uri.EscapeDataString(session.Id)}&data=&rowrange={range}")
            {
                Headers = TunnelClient.Headers,
            };
            return new InstanceRows(session.Columns, connection.Send(request, cancellationToken), zone);
        }
        catch (RametException error) when (error.Code.Number == NoRows)
        {
            return null;
        }
    }

    /// <summary>Reads the next row.</summary>
    /// <param name="cells">Gets one text for each column; null stands for NULL.</param>
    /// <returns>False after the last row.</returns>
    /// <exception cref="RametException">The connection broke, or what arrived is damaged.</exception>
    public bool TryReadRow(Span<string?> cells)
    {
        try
        {
            return texts.TryReadRow(cells);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new RametException(
                ErrorCode.StorageError, ErrorKind.Environment, $"the connection to the service broke: {exception.Message}", cause: exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => response.Dispose();

    private static DownloadSession Create(ServiceConnection connection, SubmittedJob job, CancellationToken cancellationToken)
    {
        // A session that nobody uses expires, so a repeated request does no harm.
        var request = new ServiceRequest(HttpMethod.Post, $"{job.Target}{job.Query}&downloads") { IsIdempotent = true, Headers = TunnelClient.Headers };
        using var json = JsonDocument.Parse(connection.Text(request, cancellationToken));
        var reply = json.RootElement;
        return new DownloadSession(
            reply.GetProperty("DownloadID").GetString()!,
            reply.GetProperty("RecordCount").GetInt64(),
            TunnelSchema.Columns(reply));
    }

    private sealed record DownloadSession(string Id, long Records, IReadOnlyList<ResultColumn> Columns);
}
