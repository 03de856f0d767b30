using System.Globalization;
using Ramet.Warehouse.Collection;

namespace Ramet.Warehouse.Tests.Collection;

public class PathMarksTests
{
    [Fact]
    public void Paths_that_were_added_are_found_and_others_are_not()
    {
        var marks = new PathMarks();
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 200_000; i += 2)
                marks.Add(Path(i));
        }

        Assert.All(Enumerable.Range(0, 2_000), i => Assert.Equal(i % 2 == 0, marks.Contains(Path(i))));
        marks.Add(Path(1));
        Assert.True(marks.Contains(Path(1)) && marks.Contains(Path(199_998)) && !marks.Contains(Path(200_000)));
    }

    private static string Path(int number) => string.Create(CultureInfo.InvariantCulture, $"file:///warehouse/data/{number}.parquet");
}
