using Ramet.Server;
using Ramet.Warehouse.Jobs;

namespace Ramet.Cli.Options;

/// <summary>What <c>ramet serve</c> does.</summary>
internal sealed record ServeOptions
{
    /// <summary>The warehouse, and the project that <c>--init</c> makes.</summary>
    public required WarehouseSelection Warehouse { get; init; }

    /// <summary>How the server listens; without its certificate.</summary>
    public required ServerOptions Server { get; init; }

    /// <summary>How many jobs run, and how long what they leave is kept.</summary>
    public required JobOptions Jobs { get; init; }

    /// <summary>The file of the certificate (PEM), the certificates of its issuers behind it; null for plain HTTP.</summary>
    public required string? CertificateFile { get; init; }

    /// <summary>The file of the private key (PEM); null when it is in the file of the certificate.</summary>
    public required string? KeyFile { get; init; }

    /// <summary>The script that runs before the server listens; null for none.</summary>
    public required RunOptions? Seed { get; init; }

    /// <summary>Whether a key of the administrator is made and shown with the configuration of clients.</summary>
    public required bool Init { get; init; }
}
