using Ramet.Client.Profiles;

namespace Ramet.Cli.Options;

/// <summary>Which service is asked, when it is not a warehouse that is opened in this process.</summary>
internal sealed record ServiceSelection
{
    /// <summary>The endpoint given on the command line; null to take that of the profile.</summary>
    public required Uri? Endpoint { get; init; }

    /// <summary>The name of the profile; null for the default one.</summary>
    public required string? Profile { get; init; }

    /// <summary>The file of profiles given on the command line; null for the user's.</summary>
    public required string? File { get; init; }

    /// <summary>The project that is current at the start; null for the profile's.</summary>
    public required string? Project { get; init; }

    /// <summary>Where the service is and who asks, from the command line, the environment and the file, in this order.</summary>
    /// <exception cref="Errors.RametException">Something is given nowhere, or the file is wrong.</exception>
    public ServiceProfile Resolve()
    {
        var given = new ProfileFile.GivenProfile(Endpoint, Project, UserDirectories.AccessKeyId(), UserDirectories.AccessKeySecret());
        var path = File ?? UserDirectories.ProfileFile();
        var isNeeded = File is not null || Profile is not null;
        return isNeeded || System.IO.File.Exists(path) ? ProfileFile.Read(path).Find(Profile, given) : given.WithoutFile();
    }
}
