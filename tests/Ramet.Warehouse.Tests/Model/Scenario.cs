using Ramet.Access;

namespace Ramet.Warehouse.Tests.Model;

/// <summary>A sequence of statements, each with its caller.</summary>
internal sealed record Scenario(Step[] Steps)
{
    /// <summary>Shorter scenarios, and those with simpler statements, the shortest first.</summary>
    public IEnumerable<Scenario> Shrink()
    {
        for (var length = Steps.Length / 2; length >= 1; length /= 2)
        {
            for (var start = 0; start < Steps.Length; start += length)
                yield return new Scenario([.. Steps[..start], .. Steps[Math.Min(start + length, Steps.Length)..]]);
        }

        for (var index = 0; index < Steps.Length; index++)
        {
            foreach (var simpler in Steps[index].Simpler())
                yield return new Scenario([.. Steps[..index], simpler, .. Steps[(index + 1)..]]);
        }
    }

    /// <summary>The statements as they run in a world without tables, one in each line.</summary>
    public override string ToString()
    {
        var world = new ModelWorld();
        var text = new System.Text.StringBuilder("\n");
        foreach (var step in Steps)
        {
            var expected = step.Expect(world);
            text.Append("    ").Append(expected.Sql).Append(';');
            if (step.Caller != Caller.Administrator)
                text.Append(" -- as ").Append(step.Caller.Principal());
            if (expected.Reasons.Count > 0)
                text.Append(" -- ").AppendJoin(" or ", expected.Reasons);
            text.Append('\n');
            world = expected.After;
        }
        return text.ToString();
    }
}

/// <summary>One statement with its caller.</summary>
internal sealed record Step(Caller Caller, ModelCommand Command)
{
    public Expectation Expect(ModelWorld world)
    {
        var expected = Command.Expect(world);
        return Command.Slots.All(slot => Caller.Owns(slot))
            ? expected
            : Expectation.Refusal(expected.Sql, world, [Ramet.Errors.ErrorCode.AccessDenied, .. expected.Reasons]);
    }

    public IEnumerable<Step> Simpler()
    {
        if (Caller != Caller.Administrator)
            yield return this with { Caller = Caller.Administrator };
        foreach (var simpler in Command.Simpler())
            yield return this with { Command = simpler };
    }
}

/// <summary>On whose behalf a statement runs.</summary>
internal enum Caller
{
    /// <summary>May do everything.</summary>
    Administrator,

    /// <summary>Owns projects 0 and 1.</summary>
    FirstAccount,

    /// <summary>Owns project 2.</summary>
    SecondAccount,
}

internal static class CallerExtensions
{
    public static Principal Principal(this Caller caller) => caller switch
    {
        Caller.Administrator => Access.Principal.Administrator,
        Caller.FirstAccount => Access.Principal.Parse("ALIYUN$first"),
        Caller.SecondAccount => Access.Principal.Parse("ALIYUN$second"),
    };

    public static bool Owns(this Caller caller, TableSlot slot) => caller switch
    {
        Caller.Administrator => true,
        Caller.FirstAccount => slot.Project < 2,
        Caller.SecondAccount => slot.Project == 2,
    };
}
