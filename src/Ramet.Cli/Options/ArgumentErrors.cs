using System.CommandLine.Parsing;

namespace Ramet.Cli.Options;

/// <summary>How the value of an option is refused.</summary>
internal static class ArgumentErrors
{
    /// <summary>Refuses the value of an option.</summary>
    /// <param name="argument">The value.</param>
    /// <param name="problem">What is wrong with it, and what to write instead.</param>
    /// <returns>No value.</returns>
    public static T? Refuse<T>(ArgumentResult argument, string problem)
    {
        argument.AddError(problem);
        return default;
    }
}
