namespace Ramet.Warehouse.Tests.Golden;

/// <summary>A golden file does not follow the format that <c>tests/golden/README.md</c> describes.</summary>
internal sealed class GoldenFormatException(string path, int line, string problem) : Exception($"{path}:{line}: {problem}");
