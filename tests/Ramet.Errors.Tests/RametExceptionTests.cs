namespace Ramet.Errors.Tests;

public class RametExceptionTests
{
    [Fact]
    public void The_message_has_code_place_general_text_and_detail()
    {
        var error = new RametException(ErrorCode.TableNotFound, ErrorKind.NotFound, "table p.t cannot be resolved", new SourceSpan(1, 15, 14, 1));

        Assert.Equal("ODPS-0130131:[1,15] Table not found - table p.t cannot be resolved", error.Message);
    }

    [Fact]
    public void The_message_without_a_place_has_no_brackets() =>
        Assert.Equal("ODPS-0420111:Project not found - 'p'", new RametException(ErrorCode.ProjectNotFound, ErrorKind.NotFound, "'p'").Message);

    [Fact]
    public void A_place_is_added_once()
    {
        var first = new SourceSpan(1, 2, 1, 1);
        var error = new RametException(ErrorCode.SemanticError, ErrorKind.User, "x").At(first).At(new SourceSpan(9, 9, 9, 9));

        Assert.Equal(first, error.Span);
    }
}
