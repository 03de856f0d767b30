using Ramet.Client.Security;

namespace Ramet.Client.Tests.Security;

public sealed class SecurityClientTests
{
    [Theory]
    [InlineData("GRANT Select ON TABLE t TO USER ALIYUN$a@b.c")]
    [InlineData("  whoami;")]
    [InlineData("LIST USERS")]
    [InlineData("ADD USER ALIYUN$a@b.c")]
    [InlineData("ADD TABLE t TO PACKAGE p")]
    [InlineData("SET LABEL 2 TO TABLE t")]
    [InlineData("SHOW GRANTS FOR USER ALIYUN$a@b.c")]
    public void Statements_about_permissions_go_to_the_place_for_them(string statement) => Assert.True(SecurityClient.Takes(statement));

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("SHOW TABLES")]
    [InlineData("DESC t")]
    [InlineData("CREATE TABLE grants (a BIGINT)")]
    [InlineData("SELECT 'grant' AS g")]
    [InlineData("DROP TABLE role")]
    [InlineData("SET odps.sql.allow.fullscan=true")]
    public void Other_statements_are_jobs(string statement) => Assert.False(SecurityClient.Takes(statement));
}
