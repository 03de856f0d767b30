using System.Diagnostics;

namespace Ramet.Benchmarks.Measuring;

/// <summary>
/// Times things against each other. Every round runs each of them once, so that whatever else the machine does meanwhile hits all alike,
/// in an order of its own, so that none profits from what comes before it.
/// </summary>
internal static class Rounds
{
    private const int Seed = 1;

    /// <summary>Runs the rounds.</summary>
    /// <param name="warmups">Rounds that run first and are not counted.</param>
    /// <param name="rounds">Rounds that are counted.</param>
    /// <param name="contenders">What is timed. Each gets the number of the round, from 0, warm-ups included.</param>
    /// <returns>For each contender its times.</returns>
    public static Samples[] Time(int warmups, int rounds, params ReadOnlySpan<Action<int>> contenders)
    {
        var times = new double[contenders.Length][];
        for (var i = 0; i < times.Length; i++)
            times[i] = new double[rounds];
        var random = new Random(Seed);
        var order = Enumerable.Range(0, contenders.Length).ToArray();
        for (var round = 0; round < warmups + rounds; round++)
        {
            random.Shuffle(order);
            foreach (var contender in order)
            {
                var action = contenders[contender];
                var time = Time(() => action(round));
                if (round >= warmups)
                    times[contender][round - warmups] = time;
            }
        }
        return Array.ConvertAll(times, values => new Samples(Unit.Milliseconds, values));
    }

    /// <summary>The time that an action takes, in milliseconds.</summary>
    public static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
