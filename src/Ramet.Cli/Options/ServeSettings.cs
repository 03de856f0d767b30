using System.CommandLine;
using Ramet.Errors;

namespace Ramet.Cli.Options;

/// <summary>
/// Options of <c>ramet serve</c> that are not on the command line may stand in the environment (<c>--key-rate-max</c> as
/// <c>RAMET_KEY_RATE_MAX</c>) or in the file of <c>--config</c> (<c>key-rate-max = 50</c>). The command line wins over the environment, and that over
/// the file.
/// </summary>
internal static class ServeSettings
{
    private const string VariablePrefix = "RAMET_";

    /// <summary>The name of an option in the environment.</summary>
    public static string Variable(Option option) => VariablePrefix + Name(option).Replace('-', '_').ToUpperInvariant();

    /// <summary>The arguments with what the environment and the file add to them.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="isGiven">Whether an option is on it.</param>
    /// <param name="options">The options that may be added.</param>
    /// <param name="environment">The value of a variable; null when there is none.</param>
    /// <param name="file">The file; null for none.</param>
    /// <exception cref="RametException">The file cannot be read, or has a line that is no setting.</exception>
    public static IReadOnlyList<string> Complete(
        IReadOnlyList<string> arguments, Func<Option, bool> isGiven, IReadOnlyList<Option> options, Func<string, string?> environment, string? file)
    {
        var inFile = file is null ? [] : ReadFile(file, options);
        var complete = new List<string>(arguments);
        foreach (var option in options.Where(option => !isGiven(option)))
        {
            if (environment(Variable(option)) is { Length: > 0 } value)
                Add(complete, option, option.AllowMultipleArgumentsPerToken || option.Arity.MaximumNumberOfValues > 1 ? value.Split(Path.PathSeparator) : [value]);
            else if (inFile.TryGetValue(Name(option), out var values))
                Add(complete, option, values);
        }
        return complete;
    }

    private static void Add(List<string> arguments, Option option, IReadOnlyList<string> values)
    {
        foreach (var value in values)
        {
            arguments.Add(option.Name);
            arguments.Add(value);
        }
    }

    private static string Name(Option option) => option.Name.TrimStart('-');

    private static Dictionary<string, List<string>> ReadFile(string path, IReadOnlyList<Option> options)
    {
        var settings = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in ReadLines(path))
        {
            number++;
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
                continue;
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? text : text[..equals].TrimEnd();
            if (equals < 0 || !options.Any(option => Name(option) == name))
                throw Invalid($"line {number} of '{path}' is no setting: '{text}'", "Write name = value; docs/server.md lists the names.");
            if (!settings.TryGetValue(name, out var values))
                settings.Add(name, values = []);
            values.Add(text[(equals + 1)..].Trim());
        }
        return settings;
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Invalid($"the file '{path}' cannot be read: {exception.Message}", null);
        }
    }

    private static RametException Invalid(string detail, string? hint) => new(ErrorCode.StorageError, ErrorKind.Environment, detail, hint: hint);
}
