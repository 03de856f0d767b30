namespace Ramet.Benchmarks.Measuring;

/// <summary>What a measurement counts.</summary>
internal enum Unit
{
    /// <summary>Time on the clock.</summary>
    Milliseconds,

    /// <summary>Memory in units of 1,048,576 bytes.</summary>
    Mebibytes,

    /// <summary>Files in a directory.</summary>
    Files,
}
