using Ramet.Errors;

namespace Ramet.Warehouse.Tests.Model;

/// <summary>What the model says about one statement in one state of the world.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="Reasons">
/// Every reason to refuse it, as its code; empty when it must succeed. With several the warehouse may name any of them: which one it
/// finds first is not the model's business.
/// </param>
/// <param name="After">The world afterwards; the same as before when the statement is refused.</param>
internal sealed record Expectation(string Sql, IReadOnlyList<ErrorCode> Reasons, ModelWorld After)
{
    public static Expectation Success(string sql, ModelWorld after) => new(sql, [], after);

    public static Expectation Refusal(string sql, ModelWorld world, params IReadOnlyList<ErrorCode> reasons) => new(sql, reasons, world);

    /// <summary>Success, unless there are reasons against it.</summary>
    public static Expectation Of(string sql, ModelWorld world, IReadOnlyList<ErrorCode> reasons, Func<ModelWorld> after) =>
        new(sql, reasons, reasons.Count == 0 ? after() : world);
}
