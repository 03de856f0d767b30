using System.Collections.Immutable;
using System.Globalization;
using Ramet.Catalog.Projects;
using Ramet.Errors;
using Ramet.Warehouse.Sessions;

namespace Ramet.Warehouse.Projects;

/// <summary>
/// The properties of a project, which SETPROJECT lists and changes: a value by name. Those that are also settings of a session are the
/// defaults of the sessions in the project. Names that nobody knows are kept and have no effect, as in the service.
/// </summary>
internal static class ProjectProperties
{
    /// <summary>For how many days replaced data and dropped tables can be brought back: 0 to <see cref="RetentionDaysMax"/>.</summary>
    public const string RetentionDays = "odps.timemachine.retention.days";

    private const int RetentionDaysMax = 30;
    private const int RetentionDaysDefault = 1;

    /// <summary>How long replaced data and dropped tables of a project can be brought back.</summary>
    public static TimeSpan Retention(Project project) => TimeSpan.FromDays(
        project.Definition.Properties.TryGetValue(RetentionDays, out var text) && TryParseDays(text, out var days) ? days : RetentionDaysDefault);

    /// <summary>The properties that are in force, those with a default too, in the order of their names.</summary>
    public static ImmutableSortedDictionary<string, string> InForce(Project project) => project.Definition.Properties
        .ToImmutableSortedDictionary(StringComparer.Ordinal)
        .SetItem(RetentionDays, Retention(project).Days.ToString(CultureInfo.InvariantCulture))
        .SetItem(SessionSettings.TimeZone, project.Definition.Properties.GetValueOrDefault(SessionSettings.TimeZone, project.Definition.TimeZone));

    /// <summary>Does nothing when the property can have the value.</summary>
    /// <param name="name">The name of the property.</param>
    /// <param name="value">The value.</param>
    /// <param name="span">Where it is written.</param>
    /// <exception cref="RametException">InvalidParameter: it cannot.</exception>
    public static void Check(string name, string value, SourceSpan span)
    {
        switch (name)
        {
            case RetentionDays when !TryParseDays(value, out _):
                throw new RametException(
                    ErrorCode.InvalidParameter,
                    ErrorKind.User,
                    $"{name} is a number of days from 0 to {RetentionDaysMax}, found '{value}'",
                    span);
            default:
                SessionSettings.Check(name, value, span);
                break;
        }
    }

    private static bool TryParseDays(string text, out int days) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days) && days <= RetentionDaysMax;
}
