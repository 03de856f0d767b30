using Ramet.Errors;

namespace Ramet.Client.Tests;

public sealed class ServiceErrorTextTests
{
    [Fact]
    public void The_text_of_a_failed_task_is_the_error_that_it_was()
    {
        var error = ServiceErrorText.Parse("FAILED: ODPS-0130131:[1,15] Table not found - table p.t cannot be resolved");

        Assert.Equal("ODPS-0130131", error.Code.Number);
        Assert.Equal("Table not found", error.Code.Text);
        Assert.Equal("table p.t cannot be resolved", error.Detail);
        Assert.Equal((1, 15), (error.Span!.Value.Line, error.Span.Value.Column));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Equal("ODPS-0130131:[1,15] Table not found - table p.t cannot be resolved", error.Message);
    }

    [Fact]
    public void An_error_without_a_place_has_none()
    {
        var error = ServiceErrorText.Parse("ODPS-0110061: Failed to run ddltask - it is busy\nHint: Try again.");

        Assert.Null(error.Span);
        Assert.Equal("it is busy", error.Detail);
        Assert.Equal("Try again.", error.Hint);
    }

    [Fact]
    public void A_refused_request_has_the_number_of_its_message_or_the_name_of_its_code()
    {
        Assert.Equal("ODPS-0420095", ServiceErrorText.Parse("NoPermission", "ODPS-0420095: Access Denied - no", hint: null).Code.Number);
        Assert.Equal(ErrorKind.Denied, ServiceErrorText.Parse("NoPermission", "ODPS-0420095: Access Denied - no", hint: null).Kind);
        Assert.Equal("SignatureNotMatch", ServiceErrorText.Parse("SignatureNotMatch", "Invalid signature value", hint: null).Code.Number);
    }

    [Fact]
    public void A_cancelled_job_is_a_cancellation() =>
        Assert.Equal(ErrorKind.Cancelled, ServiceErrorText.Parse("FAILED: ODPS-0120031: Instance has been cancelled - by ALIYUN$a").Kind);
}
