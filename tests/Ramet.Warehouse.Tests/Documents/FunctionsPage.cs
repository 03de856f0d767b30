using System.Globalization;
using System.Text;
using Ramet.Sql.Functions;

namespace Ramet.Warehouse.Tests.Documents;

/// <summary>Makes the page of the functions out of their reference.</summary>
internal static class FunctionsPage
{
    public const string Path = "docs/functions.md";

    private const string Introduction = """
        # Functions

        Made from the code by a test; see [testing.md](testing.md). Names do not depend on case.

        In signatures `?` marks an argument that may be left out, `...` one that may be repeated, `!` one that must be a constant. Capital letters
        stand for any type, the same one wherever they stand; `number` is any number, `moment` any of DATE, DATETIME, TIMESTAMP and
        TIMESTAMP_NTZ, `any` every type. `sum(..)`, `average(..)` and `whole(..)` as a result are the type of a sum, of an average, and
        of a number without fraction. A function is NULL when one of its arguments is, unless its line says something else; aggregates leave
        NULLs out. Results are those of time zone UTC and the type edition 2.0.
        """;

    public static string Write()
    {
        var page = new StringBuilder(Introduction);
        page.Append("\n\n");
        foreach (var family in FunctionReference.Families)
        {
            page.Append(CultureInfo.InvariantCulture, $"## {family.Title}\n\n| Function | Meaning | Example | Result |\n|---|---|---|---|\n");
            foreach (var function in family.Functions)
            {
                var signatures = string.Join("<br>", function.Signatures.Select(Code));
                var result = string.Join("<br>", function.Result.Select(Code));
                page.Append(CultureInfo.InvariantCulture, $"| {signatures} | {function.Meaning} | {Code(function.Example)} | {result} |\n");
            }
            page.Append('\n');
        }
        page.Append("## Missing\n\nFunctions of MaxCompute that are not there. A call is an error that says so.\n\n| Function | |\n|---|---|\n");
        foreach (var function in FunctionReference.Missing)
            page.Append(CultureInfo.InvariantCulture, $"| `{function.Name}` | {function.Meaning} |\n");
        return page.ToString();
    }

    private static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";
}
