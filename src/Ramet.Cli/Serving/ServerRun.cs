using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ramet.Cli.Options;
using Ramet.Cli.Terminal;
using Ramet.Errors;
using Ramet.Server;
using Ramet.Warehouse;

namespace Ramet.Cli.Serving;

/// <summary>Serves a warehouse until the process is told to end by Ctrl-C or SIGTERM.</summary>
/// <param name="console">Where the configuration of clients is written.</param>
internal sealed class ServerRun(CliConsole console)
{
    /// <summary>Serves.</summary>
    /// <param name="warehouse">The warehouse.</param>
    /// <param name="options">How.</param>
    /// <returns>The exit code of the process.</returns>
    /// <exception cref="RametException">The certificate cannot be used, or the port is taken.</exception>
    public int Run(RametWarehouse warehouse, ServeOptions options)
    {
        var chain = LoadCertificates(options.CertificateFile, options.KeyFile);
        try
        {
            return Serve(warehouse, options, chain).GetAwaiter().GetResult();
        }
        finally
        {
            foreach (var certificate in chain)
                certificate.Dispose();
        }
    }

    private async Task<int> Serve(RametWarehouse warehouse, ServeOptions options, X509Certificate2Collection chain)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        var certificate = chain.Count > 0 ? chain[0] : null;
        await using var server = await RametServer.StartAsync(warehouse, options.Server with { Certificate = certificate, CertificateChain = chain });
        if (options.Init)
            Show(ClientConfiguration.Create(warehouse, options.Warehouse.Project, server.Address));
        await told.Task;
        await server.StopAsync();
        return ExitCode.Success;

        // The second signal is not handled, and ends the process at once.
        void OnSignal(PosixSignalContext context) => context.Cancel = told.TrySetResult();
    }

    private void Show(string configuration)
    {
        console.Output.Write(configuration);
        console.Output.Flush();
    }

    /// <summary>The certificate with its private key, and the certificates of its issuers behind it; none without a file.</summary>
    private static X509Certificate2Collection LoadCertificates(string? certificateFile, string? keyFile)
    {
        var chain = new X509Certificate2Collection();
        if (certificateFile is null)
            return chain;
        try
        {
            chain.ImportFromPemFile(certificateFile);
            chain[0].Dispose();
            chain[0] = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
            return chain;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new RametException(
                ErrorCode.StorageError,
                ErrorKind.Environment,
                $"the certificate '{certificateFile}' cannot be used: {exception.Message}",
                hint: "Give a PEM file with the certificate, and its private key there or by --tls-key.",
                cause: exception);
        }
    }
}
