using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ramet.Server.Metrics;

/// <summary>Figures of the process, asked for when the metrics are read.</summary>
internal static class ProcessMetrics
{
    private static readonly string OpenFiles = "/proc/self/fd";

    public static void Register(Meter meter)
    {
        meter.CreateObservableGauge("ramet_process_resident_memory_bytes", () => Environment.WorkingSet, description: "Memory of the process");
        meter.CreateObservableGauge("ramet_process_managed_memory_bytes", () => GC.GetTotalMemory(forceFullCollection: false), description: "Memory in use by managed objects");
        meter.CreateObservableGauge("ramet_process_threads", () => ThreadPool.ThreadCount, description: "Threads of the pool");
        meter.CreateObservableGauge("ramet_process_cpu_seconds_total", CpuSeconds, description: "Processor time that was used");
        meter.CreateObservableGauge("ramet_process_start_time_seconds", StartTime, description: "When the process began, seconds since 1970");
        meter.CreateObservableGauge("ramet_gc_collections_total", Collections, description: "Garbage collections of the process by generation");
        meter.CreateObservableGauge("ramet_gc_pause_seconds_total", () => GC.GetTotalPauseDuration().TotalSeconds, description: "Time in which the process stood still for garbage collections");
        if (Directory.Exists(OpenFiles))
            meter.CreateObservableGauge("ramet_process_open_files", () => (long)Directory.GetFileSystemEntries(OpenFiles).Length, description: "Open files and sockets");
    }

    private static double CpuSeconds()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static double StartTime()
    {
        using var process = Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0;
    }

    private static IEnumerable<Measurement<long>> Collections()
    {
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            yield return new(GC.CollectionCount(generation), new KeyValuePair<string, object?>("generation", generation));
    }
}
