using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Ramet.Warehouse.Tests.Model;

/// <summary>
/// Random statements do to the warehouse what they do to a plain model that copies everything eagerly (I1, I3). A scenario that fails is
/// printed with its seed, shrunk to few statements; <c>docs/testing.md</c> says how to repeat it and how to run more.
/// </summary>
public class ModelTests
{
    private const int StepsOfScenario = 40;
    private const int StepsByDefault = 2000;
    private const string SeedByDefault = "(8475984268469979964,6163136661567925881)";

    [Fact]
    public void The_warehouse_does_what_a_plain_model_does()
    {
        var wanted = Variable("RAMET_MODEL_STEPS");
        var steps = wanted is null ? StepsByDefault : int.Parse(wanted, CultureInfo.InvariantCulture);
        var config = Config.QuickThrowOnFailure
            .WithMaxTest((steps + StepsOfScenario - 1) / StepsOfScenario)
            .WithReplay(Seed(Variable("RAMET_MODEL_SEED") ?? (wanted is null ? SeedByDefault : null)));
        Prop.ForAll(ScenarioGenerator.Scenarios(StepsOfScenario), ScenarioRun.Run).Check(config);
    }

    /// <summary>The pair of numbers that a failure prints, <c>(123,457)</c>, with or without parentheses; null for a new one.</summary>
    private static FSharpOption<Replay>? Seed(string? text)
    {
        if (text is null)
            return FSharpOption<Replay>.None;
        var numbers = text.Trim('(', ')').Split(',').Select(number => ulong.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return FSharpOption<Replay>.Some(new Replay(new Rnd(numbers[0], numbers[1]), FSharpOption<int>.None));
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
