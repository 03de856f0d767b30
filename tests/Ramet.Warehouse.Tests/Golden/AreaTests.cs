namespace Ramet.Warehouse.Tests.Golden;

public sealed class GoldenAccountsTests : GoldenTests
{
    public static TheoryData<string> Names => Files("accounts");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenCloneTests : GoldenTests
{
    public static TheoryData<string> Names => Files("clone");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenClusteredTests : GoldenTests
{
    public static TheoryData<string> Names => Files("clustered");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenDdlTests : GoldenTests
{
    public static TheoryData<string> Names => Files("ddl");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenDescribeTests : GoldenTests
{
    public static TheoryData<string> Names => Files("describe");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenDmlTests : GoldenTests
{
    public static TheoryData<string> Names => Files("dml");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenErrorsTests : GoldenTests
{
    public static TheoryData<string> Names => Files("errors");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenFunctionsTests : GoldenTests
{
    public static TheoryData<string> Names => Files("functions");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenHistoryTests : GoldenTests
{
    public static TheoryData<string> Names => Files("history");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenInformationSchemaTests : GoldenTests
{
    public static TheoryData<string> Names => Files("information_schema");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenJobsTests : GoldenTests
{
    public static TheoryData<string> Names => Files("jobs");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenKeysTests : GoldenTests
{
    public static TheoryData<string> Names => Files("keys");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenLoadTests : GoldenTests
{
    public static TheoryData<string> Names => Files("load");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenMaterializedViewsTests : GoldenTests
{
    public static TheoryData<string> Names => Files("materialized_views");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenQueryTests : GoldenTests
{
    public static TheoryData<string> Names => Files("query");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenSecurityTests : GoldenTests
{
    public static TheoryData<string> Names => Files("security");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenSessionTests : GoldenTests
{
    public static TheoryData<string> Names => Files("session");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenTransactionalTests : GoldenTests
{
    public static TheoryData<string> Names => Files("transactional");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenTypesTests : GoldenTests
{
    public static TheoryData<string> Names => Files("types");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenExternalTests : GoldenTests
{
    public static TheoryData<string> Names => Files("external");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenScriptsTests : GoldenTests
{
    public static TheoryData<string> Names => Files("scripts");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenViewsTests : GoldenTests
{
    public static TheoryData<string> Names => Files("views");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}

public sealed class GoldenWalkthroughsTests : GoldenTests
{
    public static TheoryData<string> Names => Files("walkthroughs");

    [Theory]
    [MemberData(nameof(Names))]
    public void Statements_give_the_written_results(string name) => Run(name);
}
