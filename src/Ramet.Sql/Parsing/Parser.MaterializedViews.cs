using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>Statements about materialized views.</summary>
internal sealed partial class Parser
{
    /// <summary>Reads what follows <c>CREATE MATERIALIZED VIEW</c>.</summary>
    private CreateMaterializedViewStatement ParseCreateMaterializedView(Token first)
    {
        var ifNotExists = SkipIfNotExists();
        var view = ParseTableName();
        var (columns, partitionedBy) = (ImmutableArray<ViewColumn>.Empty, ImmutableArray<Identifier>.Empty);
        var properties = ImmutableArray<PropertyPair>.Empty;
        var (isDeferred, isRewriteDisabled) = (false, false);
        CountValue? lifecycle = null;
        TextValue? comment = null;
        while (!Skip(Keyword.As))
        {
            if (columns.IsEmpty && NextIs(TokenKind.LeftParenthesis))
                columns = ParseInParentheses(static parser => parser.ParseViewColumn());
            else if (lifecycle is null && Skip(Keyword.Lifecycle))
                lifecycle = ParseCount();
            else if (!isDeferred && Skip(Keyword.Build))
                Expect(Keyword.Deferred, out isDeferred);
            else if (!isRewriteDisabled && Skip(Keyword.Disable))
                Expect(Keyword.Rewrite, out isRewriteDisabled);
            else if (comment is null && NextIs(Keyword.Comment))
                comment = ParseComment();
            else if (partitionedBy.IsEmpty && Skip(Keyword.Partitioned))
                partitionedBy = ParseMaterializedPartitions();
            else if (properties.IsEmpty && Skip(Keyword.TableProperties))
                properties = ParseInParentheses(static parser => parser.ParseProperty());
            else
                throw Unexpected("a clause such as LIFECYCLE, COMMENT or PARTITIONED BY, each once, or AS with a query");
        }
        return new CreateMaterializedViewStatement(
            ifNotExists, view, columns, lifecycle, isDeferred, isRewriteDisabled, comment, partitionedBy, properties, ParseQuery())
        {
            Span = Since(first),
        };
    }

    private ImmutableArray<Identifier> ParseMaterializedPartitions()
    {
        if (!Skip(Keyword.On))
            Expect(Keyword.By);
        return ParseInParentheses(static parser => parser.ParseColumnName());
    }

    /// <summary>Reads what follows <c>ALTER MATERIALIZED VIEW</c>.</summary>
    private Statement ParseAlterMaterializedView(Token first)
    {
        var view = ParseTableName();
        if (Skip(Keyword.Rebuild))
            return new RebuildMaterializedViewStatement(view, ParseOptionalPartition()) { Span = Since(first) };
        var isEnabled = Skip(Keyword.Enable);
        if (!isEnabled && !Skip(Keyword.Disable))
            throw UnexpectedWord(Keyword.Rebuild, Keyword.Enable, Keyword.Disable);
        Expect(Keyword.Rewrite);
        return new SetRewriteStatement(view, isEnabled) { Span = Since(first) };
    }

    /// <summary>Reads what follows <c>SHOW MATERIALIZED VIEWS</c>.</summary>
    private ShowMaterializedViewsStatement ParseShowMaterializedViews(Token first)
    {
        var project = Skip(Keyword.In) || Skip(Keyword.From) ? ParseName("a project name") : null;
        var pattern = Skip(Keyword.Like) ? ParseTextValue() : null;
        return new ShowMaterializedViewsStatement(project, pattern) { Span = Since(first) };
    }

    private void Expect(Keyword keyword, out bool isThere)
    {
        Expect(keyword);
        isThere = true;
    }
}
