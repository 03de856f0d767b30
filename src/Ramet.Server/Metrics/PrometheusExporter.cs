using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Ramet.Server.Metrics;

/// <summary>
/// Collects what one meter measures and writes it in the text format of Prometheus (version 0.0.4). Sums and histograms are kept here; what is
/// observed is asked for when the text is written.
/// </summary>
internal sealed class PrometheusExporter : IDisposable
{
    /// <summary>The type of the text.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Upper bounds in seconds.</summary>
    private static readonly double[] Buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

    private readonly ConcurrentDictionary<Instrument, ConcurrentDictionary<string, Series>> byInstrument = new();
    private readonly Lock writing = new();
    private readonly MeterListener listener = new();

    public PrometheusExporter(Meter meter)
    {
        listener.InstrumentPublished = (instrument, target) =>
        {
            if (!ReferenceEquals(instrument.Meter, meter))
                return;
            byInstrument.TryAdd(instrument, new(StringComparer.Ordinal));
            target.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(instrument, value, tags));
        listener.Start();
    }

    /// <summary>The text.</summary>
    public string Write()
    {
        lock (writing)
        {
            listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var (instrument, series) in byInstrument.OrderBy(static pair => pair.Key.Name, StringComparer.Ordinal))
            {
                text.Append("# HELP ").Append(instrument.Name).Append(' ').Append(instrument.Description).Append('\n');
                text.Append("# TYPE ").Append(instrument.Name).Append(' ').Append(TypeOf(instrument)).Append('\n');
                foreach (var (labels, value) in series.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
                    value.Write(text, instrument.Name, labels);
            }
            return text.ToString();
        }
    }

    public void Dispose() => listener.Dispose();

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = byInstrument[instrument].GetOrAdd(Labels(tags), static (_, isHistogram) => new Series(isHistogram), IsHistogram(instrument));
        if (IsObserved(instrument))
            series.Set(value);
        else
            series.Add(value);
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(name).Append("=\"");
            text.Append(Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal));
            text.Append('"');
        }
        return text.ToString();
    }

    private static string TypeOf(Instrument instrument)
    {
        if (IsHistogram(instrument))
            return "histogram";
        return instrument.Name.EndsWith("_total", StringComparison.Ordinal) ? "counter" : "gauge";
    }

    private static bool IsHistogram(Instrument instrument) => instrument is Histogram<double>;

    private static bool IsObserved(Instrument instrument) => instrument.IsObservable;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The values of one instrument with one set of labels.</summary>
    private sealed class Series(bool isHistogram)
    {
        private readonly long[] counts = isHistogram ? new long[Buckets.Length + 1] : [];
        private readonly Lock gate = new();
        private double sum;

        public void Set(double value)
        {
            lock (gate)
                sum = value;
        }

        public void Add(double value)
        {
            lock (gate)
            {
                sum += value;
                if (isHistogram)
                    counts[Bucket(value)]++;
            }
        }

        public void Write(StringBuilder text, string name, string labels)
        {
            lock (gate)
            {
                if (isHistogram)
                    WriteHistogram(text, name, labels);
                else
                    WriteLine(text, name, labels, sum);
            }
        }

        private void WriteHistogram(StringBuilder text, string name, string labels)
        {
            var total = 0L;
            var separator = labels.Length == 0 ? "" : ",";
            for (var bucket = 0; bucket < counts.Length; bucket++)
            {
                total += counts[bucket];
                var bound = bucket < Buckets.Length ? Number(Buckets[bucket]) : "+Inf";
                WriteLine(text, $"{name}_bucket", $"{labels}{separator}le=\"{bound}\"", total);
            }
            WriteLine(text, $"{name}_sum", labels, sum);
            WriteLine(text, $"{name}_count", labels, total);
        }

        private static void WriteLine(StringBuilder text, string name, string labels, double value)
        {
            text.Append(name);
            if (labels.Length > 0)
                text.Append('{').Append(labels).Append('}');
            text.Append(' ').Append(Number(value)).Append('\n');
        }

        private static int Bucket(double value)
        {
            var bucket = 0;
            while (bucket < Buckets.Length && value > Buckets[bucket])
                bucket++;
            return bucket;
        }
    }
}
