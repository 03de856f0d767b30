using Ramet.Protocol.Signing;

namespace Ramet.Protocol.Tests.Signing;

/// <summary>Signatures that clients of the service make for the key SECRET.</summary>
public sealed class RequestSignatureTests
{
    private const string Date = "Tue, 01 Sep 2026 12:00:00 GMT";

    private static readonly SigningScope Hangzhou = new(new DateOnly(2026, 9, 1), "cn-hangzhou");

    [Theory]
    [InlineData("GET\n\n\n" + Date + "\nx-odps-user-agent:ua\n/projects/p/tables?curr_project=p&expectmarker=true", "QijmBRRCw3RjNMUihg0HDTdYTLk=", "UKO9th6vEFE6Rm2YdOSN3YIkKlI=")]
    [InlineData("POST\n\napplication/xml\n" + Date + "\n/projects/p/instances?curr_project=p", "1GDuvrgWeFd1eUPLCHowHMG/oxU=", "P+YaiiNbFkFKKig3Vz/9yzA149Y=")]
    [InlineData("POST\n5d41402abc4b2a76b9719d911017c592\napplication/xml\n" + Date + "\n/projects/p/instances?curr_project=p", "QQIMZ71glOVaSakmuMdsiWj6iN0=", null)]
    public void Texts_are_signed_as_clients_do(string text, string version2, string? version4)
    {
        Assert.Equal(version2, RequestSignature.Sign(RequestSignature.Key("SECRET", null), text));
        if (version4 is not null)
            Assert.Equal(version4, RequestSignature.Sign(RequestSignature.Key("SECRET", Hangzhou), text));
    }

    [Fact]
    public void The_key_of_version_4_is_that_of_the_clients() =>
        Assert.Equal("7f60b46a92b2434661f62092c9fde8c97f99c5b60cbb0bf9ef796fb4f36e76f8", Convert.ToHexStringLower(RequestSignature.Key("SECRET", Hangzhou)));

    [Theory]
    [InlineData("UdtcFhWZNVHjqLA5bbUaHb9xIRI=")] // Java and Go
    [InlineData("3wwmhcyaGZtz5HTjPVg//FgAXXc=")] // PyODPS
    public void A_server_accepts_both_spellings_of_a_resource(string signature)
    {
        KeyValuePair<string, string>[] headers = [new("Date", Date)];

        var candidates = CanonicalString.Candidates("GET", "/api/projects/p/tables/t?partition=pt%3D%27a%2Bb%27&curr_project=p", headers);

        Assert.Contains(candidates, candidate => RequestSignature.Verify(RequestSignature.Key("SECRET", null), candidate, signature));
    }

    [Theory]
    [InlineData("")]
    [InlineData("UdtcFhWZNVHjqLA5bbUaHb9xIRI")]
    [InlineData("UdtcFhWZNVHjqLA5bbUaHb9xIRI=UdtcFhWZNVHjqLA5bbUaHb9xIRI=")]
    [InlineData("%%%%")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_signature_is_none_of_any_text(string signature) =>
        Assert.False(RequestSignature.Verify(RequestSignature.Key("SECRET", null), "GET", signature));

    [Fact]
    public void Only_headers_of_the_protocol_are_signed_with_signed_parameters_among_them()
    {
        KeyValuePair<string, string>[] headers =
        [
            new("X-Odps-User-Agent", "ua"), new("User-Agent", "x"), new("odps-tunnel-tags", "a"), new("Date", Date), new("Content-MD5", "m"), new("Content-Type", "t"),
        ];

        Assert.Equal(
            "PUT\nm\nt\n" + Date + "\nx-odps-a:1\nx-odps-user-agent:ua\n/p/q r?b&x-odps-a=1",
            CanonicalString.Of("PUT", "/p/q%20r?x-odps-a=1&b=", headers));
    }

    [Fact]
    public void A_type_that_Java_adds_after_signing_may_be_missing()
    {
        KeyValuePair<string, string>[] headers = [new("Date", Date), new("Content-Type", "application/x-www-form-urlencoded")];

        Assert.Contains("POST\n\n\n" + Date + "\n/p", CanonicalString.Candidates("POST", "/p", headers));
    }

    [Theory]
    [InlineData("ODPS AKID:sig=", "AKID", null)]
    [InlineData("odps AKID:sig=", "AKID", null)]
    [InlineData("ODPS AKID/20260901/cn-hangzhou/odps/aliyun_v4_request:sig=", "AKID", "20260901/cn-hangzhou/odps/aliyun_v4_request")]
    [InlineData("ODPS AKID/20260901/r/odps/corp_v4_request:sig=", "AKID", "20260901/r/odps/corp_v4_request")]
    public void The_header_is_read_in_both_forms(string text, string id, string? scope)
    {
        Assert.True(AuthorizationHeader.TryParse(text, out var header));
        Assert.Equal((id, scope, "sig="), (header.AccessKeyId, header.Scope?.ToString(), header.Signature));
    }

    [Theory]
    [InlineData("ODPS")]
    [InlineData("ODPS ")]
    [InlineData("ODPS :")]
    [InlineData("ODPS AKID")]
    [InlineData("ODPS AKID:")]
    [InlineData("ODPS :sig")]
    [InlineData("Basic AKID:sig")]
    [InlineData("ODPS AKID/20260901:sig")]
    [InlineData("ODPS AKID/2026091/r/odps/aliyun_v4_request:sig")]
    [InlineData("ODPS AKID/20260901/r/ecs/aliyun_v4_request:sig")]
    [InlineData("ODPS AKID/20260901/r/odps/_request:sig")]
    [InlineData("ODPS AKID/20260901/r/odps/aliyun_v4_request/x:sig")]
    [InlineData("ODPS /20260901/r/odps/aliyun_v4_request:sig")]
    public void Other_headers_are_none(string text) => Assert.False(AuthorizationHeader.TryParse(text, out _));
}
