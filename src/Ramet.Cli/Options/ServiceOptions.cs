using System.CommandLine;
using System.CommandLine.Parsing;
using Ramet.Client.Profiles;

namespace Ramet.Cli.Options;

/// <summary>The options that say which service is asked. All commands that ask one have these same options.</summary>
internal sealed class ServiceOptions
{
    /// <summary>Its address.</summary>
    public Option<Uri?> Endpoint { get; } = new("--endpoint")
    {
        Description = "Ask the service at URL instead of opening a warehouse.",
        HelpName = "URL",
        CustomParser = ParseEndpoint,
    };

    /// <summary>The profile that has its address and a key.</summary>
    public Option<string> Profile { get; } = new("--profile")
    {
        Description = "Ask the service of the profile NAME, which is a section of the file of profiles.",
        HelpName = "NAME",
    };

    /// <summary>The file with the profile.</summary>
    public Option<string> Config { get; } = new("--config")
    {
        Description = "The file of profiles, for example an odps_config.ini; ramet/config.ini in the user's settings by default.",
        HelpName = "FILE",
    };

    /// <summary>What they say.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="project">The project that is current at the start; null for the profile's.</param>
    public ServiceSelection Read(ParseResult parsed, string? project) => new()
    {
        Endpoint = parsed.GetValue(Endpoint),
        Profile = parsed.GetValue(Profile),
        File = parsed.GetValue(Config),
        Project = project,
    };

    private static Uri? ParseEndpoint(ArgumentResult argument) =>
        ServiceAddress.TryParse(argument.Tokens[0].Value, out var address)
            ? address
            : ArgumentErrors.Refuse<Uri>(argument, $"'{argument.Tokens[0].Value}' is not the address of a service. Write http://HOST:PORT/api or https://HOST/api.");
}
