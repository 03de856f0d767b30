using Ramet.Errors;
using Ramet.Warehouse.Health;

namespace Ramet.Server.Operations;

/// <summary>Whether requests can be answered. Anybody may ask, so an answer holds for a second.</summary>
/// <param name="health">What is looked at.</param>
/// <param name="time">The clock.</param>
internal sealed class Readiness(WarehouseHealth health, TimeProvider time)
{
    private static readonly TimeSpan AnswerAge = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private long? checkedAt;
    private RametException? problem;

    /// <summary>Checks catalog and files.</summary>
    /// <exception cref="RametException">They cannot be used.</exception>
    public void Check()
    {
        lock (gate)
        {
            if (checkedAt is not { } at || time.GetElapsedTime(at) > AnswerAge)
            {
                problem = Find();
                checkedAt = time.GetTimestamp();
            }
            if (problem is not null)
                throw problem;
        }
    }

    private RametException? Find()
    {
        try
        {
            health.Check();
            return null;
        }
        catch (RametException error)
        {
            return error;
        }
    }
}
