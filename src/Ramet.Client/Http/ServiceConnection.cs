using System.Net;
using System.Net.Http.Headers;
using Ramet.Client.Profiles;
using Ramet.Errors;
using Ramet.Protocol.Signing;

namespace Ramet.Client.Http;

/// <summary>Sends signed requests to one endpoint of a service, and turns what it refuses into errors. Thread-safe.</summary>
public sealed class ServiceConnection : IDisposable
{
    private const string UserAgent = "ramet";
    private const int AttemptsMax = 4;

    /// <summary>How long a service may think before it answers; streams of data may take longer, as long as they move.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, // a redirect would need another signature
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        AutomaticDecompression = DecompressionMethods.None,
    })
    {
        Timeout = AnswerTimeout,
    };

    private readonly Uri endpoint;
    private readonly RequestSigner signer;
    private readonly TimeProvider time;

    /// <summary>Makes a connection; the first request opens it.</summary>
    /// <param name="endpoint">The address that requests begin with.</param>
    /// <param name="profile">Who asks.</param>
    /// <param name="time">The clock, for signatures and pauses.</param>
    public ServiceConnection(Uri endpoint, ServiceProfile profile, TimeProvider time)
    {
        this.endpoint = endpoint;
        this.time = time;
        signer = new RequestSigner(profile.AccessKeyId, profile.AccessKeySecret, profile.Region);
    }

    /// <summary>Sends a request and gives the answer when its headers are there. What was refused for the moment is repeated.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>An answer that says yes; the caller disposes it.</returns>
    /// <exception cref="RametException">The service said no, or cannot be reached.</exception>
    public HttpResponseMessage Send(ServiceRequest request, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            var isLast = attempt == AttemptsMax;
            try
            {
                var response = SendOnce(request, cancellationToken);
                if (response.IsSuccessStatusCode)
                    return response;
                using (response)
                {
                    if (isLast || !request.MayBeRepeatedAfter(response.StatusCode))
                        throw ErrorReply.Read(response);
                    pause = response.Headers.RetryAfter?.Delta is { } asked && asked > pause ? asked : pause;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                if (isLast || !request.IsIdempotent)
                    throw Unreachable(exception);
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw Unreachable(exception);
            }
            Wait(pause < LongestPause ? pause : LongestPause, cancellationToken);
        }
    }

    /// <summary>Sends a request and reads the answer as a text.</summary>
    /// <inheritdoc cref="Send" path="/param"/>
    /// <inheritdoc cref="Send" path="/exception"/>
    public string Text(ServiceRequest request, CancellationToken cancellationToken)
    {
        using var response = Send(request, cancellationToken);
        using var reader = new StreamReader(response.Content.ReadAsStream(cancellationToken));
        return reader.ReadToEnd();
    }

    /// <summary>Waits, or gives up waiting.</summary>
    /// <exception cref="RametException">Cancelled.</exception>
    internal static void Wait(TimeSpan pause, CancellationToken cancellationToken)
    {
        if (cancellationToken.WaitHandle.WaitOne(pause))
            throw new RametException(ErrorCode.Cancelled, ErrorKind.Cancelled, "the statement was cancelled");
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private HttpResponseMessage SendOnce(ServiceRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, endpoint.AbsoluteUri.TrimEnd('/') + request.Target);
        var now = time.GetUtcNow();
        message.Content = request.Body?.Invoke();
        message.Headers.TryAddWithoutValidation("Date", RequestSigner.DateText(now));
        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        message.Headers.TryAddWithoutValidation("x-odps-user-agent", UserAgent);
        foreach (var (name, value) in request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        message.Headers.TryAddWithoutValidation("Authorization", signer.Sign(request.Method.Method, request.Target, Signed(message), now));
        return http.Send(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>The headers as they go out.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Signed(HttpRequestMessage message)
    {
        IEnumerable<KeyValuePair<string, HeaderStringValues>> all = message.Headers.NonValidated;
        if (message.Content is { } content)
            all = all.Concat(content.Headers.NonValidated);
        return all.Select(static header => KeyValuePair.Create(header.Key, header.Value.ToString()));
    }

    private RametException Unreachable(Exception cause) => new(
        ErrorCode.StorageError,
        ErrorKind.Environment,
        $"the service at {endpoint} cannot be reached: {cause.Message}",
        hint: "Check the endpoint, and that the server runs: it answers at /health/live.",
        cause: cause);
}
