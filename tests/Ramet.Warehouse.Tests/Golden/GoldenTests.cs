namespace Ramet.Warehouse.Tests.Golden;

/// <summary>Runs the golden files of one area, each as a case. One class per area, because classes are what runs in parallel.</summary>
public abstract class GoldenTests
{
    private protected static void Run(string name)
    {
        var file = GoldenFile.Read(name);
        var rewriter = GoldenRewriter.IsWanted ? new GoldenRewriter() : null;
        var failures = GoldenRunner.Run(file, rewriter);
        if (rewriter is not null)
            File.WriteAllText(file.Path, rewriter.Apply(File.ReadAllText(file.Path)));
        Assert.True(failures.Length == 0, failures);
    }

    private protected static TheoryData<string> Files(string area) => new(GoldenFile.In(area));
}
