using Ramet.Catalog.Commits;
using Ramet.Errors;

namespace Ramet.Catalog.Tests;

public sealed class ObjectNamesTests
{
    [Fact]
    public void Longest_name_has_128_characters()
    {
        ObjectNames.Check("table", new string('t', 128));

        Assert.Throws<RametException>(() => ObjectNames.Check("table", new string('t', 129)));
    }
}
