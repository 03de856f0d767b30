using Ramet.Sql.Functions;
using Ramet.Sql.Tests.Support;

namespace Ramet.Sql.Tests.Functions;

public sealed class SignatureTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public void Every_definition_of_the_catalog_can_be_read() => Assert.True(FunctionCatalog.Names.Count() > 150);

    [Fact]
    public void Every_macro_can_be_made() => Assert.All(EngineMacros.Names, name => engine.Run($"SELECT '{name}'"));

    [Fact]
    public void A_call_reaches_what_its_macros_call()
    {
        Assert.True(EngineMacros.Reaches("mc_dateadd({0}, {1})", "mc_part"));
        Assert.False(EngineMacros.Reaches("mc_substr({0}, {1})", "mc_part"));
    }

    [Theory]
    [InlineData("substr(string, bigint, bigint?) string", 2, 3)]
    [InlineData("concat(string, string...) string", 1, null)]
    [InlineData("rand() double", 0, 0)]
    public void A_signature_says_how_many_arguments_there_are(string signature, int min, int? max)
    {
        var function = Define.Scalar(signature);
        Assert.Equal((min, max), (function.ArgumentsMin, function.ArgumentsMax));
    }

    [Theory]
    [InlineData("f(strange) bigint", "a type")]
    [InlineData("f(string", "','")]
    [InlineData("f(string) bigint x", "the end")]
    public void A_malformed_signature_says_what_was_expected(string signature, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => Define.Scalar(signature)).Message, StringComparison.Ordinal);
}
