using System.Reflection;

namespace Ramet.Benchmarks.Setting;

/// <summary>Where the sources are that the benchmarks were built from.</summary>
internal static class Repository
{
    /// <summary>The directory of the repository.</summary>
    public static string Root { get; } =
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static fact => fact.Key == "RepositoryRoot").Value!; // the project file sets it
}
