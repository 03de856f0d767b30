using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>The administrator's statements: accounts, RAM users, projects.</summary>
internal sealed partial class Parser
{
    private Statement ParseCreateRam(Token first)
    {
        if (Skip(Keyword.Role))
            return new CreateRamRoleStatement(ParsePrincipal()) { Span = Since(first) };
        return Skip(Keyword.User)
            ? new CreateRamUserStatement(ParsePrincipal()) { Span = Since(first) }
            : throw UnexpectedWord(Keyword.User, Keyword.Role);
    }

    private AlterProjectStatement ParseAlterProject(Token first)
    {
        var project = ParseName("a project name");
        var isEnabled = Skip(Keyword.Enable);
        if (!isEnabled && !Skip(Keyword.Disable))
            throw UnexpectedWord(Keyword.Enable, Keyword.Disable);
        return new AlterProjectStatement(project, isEnabled) { Span = Since(first) };
    }

    private CreateProjectStatement ParseCreateProject(Token first)
    {
        var ifNotExists = SkipIfNotExists();
        var project = new CreateProjectStatement(ifNotExists, ParseName("a project name"), null, null, null, null) { Span = Since(first) };
        while (TryParseProjectClause(project) is { } more)
            project = more with { Span = Since(first) };
        return project;
    }

    /// <summary>The statement with one more clause, or null if none follows.</summary>
    private CreateProjectStatement? TryParseProjectClause(CreateProjectStatement project)
    {
        switch (Peek().Keyword)
        {
            case Keyword.Owner:
                RequireFirst(project.Owner is null);
                Advance();
                return project with { Owner = ParsePrincipal() };
            case Keyword.Region:
                RequireFirst(project.Region is null);
                Advance();
                return project with { Region = ParseTextValue() };
            case Keyword.Storage:
                RequireFirst(project.StorageClass is null);
                Expect(Keyword.Storage, Keyword.Class);
                return project with { StorageClass = ParseTextValue() };
            case Keyword.Comment:
                RequireFirst(project.Comment is null);
                return project with { Comment = ParseComment() };
            default:
                return null;
        }
    }
}
