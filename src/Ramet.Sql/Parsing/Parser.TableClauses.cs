using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>The clauses of CREATE TABLE behind the column list.</summary>
internal sealed partial class Parser
{
    private TableClauses ParseTableClauses()
    {
        var first = Peek();
        var clauses = new TableClauses(null, [], null, null, null, [], null) { Span = first.Span with { Length = 0 } };
        while (TryParseTableClause(clauses) is { } more)
            clauses = more with { Span = Since(first) };
        return clauses;
    }

    /// <summary>The clauses with one more of them, or null if none follows.</summary>
    private TableClauses? TryParseTableClause(TableClauses clauses)
    {
        switch (Peek().Keyword)
        {
            case Keyword.Comment:
                RequireFirst(clauses.Comment is null);
                return clauses with { Comment = ParseComment() };
            case Keyword.Partitioned:
                RequireFirst(clauses.PartitionedBy.IsEmpty);
                return clauses with { PartitionedBy = ParsePartitionedBy() };
            case Keyword.Auto:
                RequireFirst(clauses.AutoPartitionedBy is null);
                return clauses with { AutoPartitionedBy = ParseAutoPartitionedBy() };
            case Keyword.Clustered or Keyword.Range:
                RequireFirst(clauses.Clustering is null);
                return clauses with { Clustering = ParseClustering() };
            case Keyword.TableProperties:
                RequireFirst(clauses.Properties.IsEmpty);
                return clauses with { Properties = ParseTableProperties() };
            case Keyword.Lifecycle:
                RequireFirst(clauses.Lifecycle is null);
                return clauses with { Lifecycle = ParseLifecycle() };
            default:
                if (!NextStartsStorage())
                    return null;
                RequireFirst(clauses.Storage is null);
                return clauses with { Storage = ParseStorage() };
        }
    }

    private void RequireFirst(bool isFirst)
    {
        if (!isFirst)
            throw SyntaxError.At(Peek().Span, $"found {Keywords.Text(Peek().Keyword)} a second time, expected it once");
    }

    private ImmutableArray<ColumnDefinition> ParsePartitionedBy()
    {
        Expect(Keyword.Partitioned, Keyword.By);
        return ParseInParentheses(static parser => parser.ParseColumnDefinition());
    }

    private ExpressionItem ParseAutoPartitionedBy()
    {
        Expect(Keyword.Auto, Keyword.Partitioned, Keyword.By);
        Expect(TokenKind.LeftParenthesis);
        var item = ParseExpressionItem();
        ExpectClosing();
        return item;
    }

    private ClusteringClause ParseClustering()
    {
        var first = Peek();
        var isRange = Skip(Keyword.Range);
        Expect(Keyword.Clustered, Keyword.By);
        var columns = ParseColumnNames();
        var sortedBy = Skip(Keyword.Sorted) ? ParseSortedBy() : [];
        CountValue? bucketCount = null;
        if (!isRange || NextIs(Keyword.Into))
            bucketCount = ParseBuckets();
        return new ClusteringClause(isRange, columns, sortedBy, bucketCount) { Span = Since(first) };
    }

    private ImmutableArray<SortItem> ParseSortedBy()
    {
        Expect(Keyword.By);
        return ParseInParentheses(static parser => parser.ParseSortItem());
    }

    private CountValue ParseBuckets()
    {
        Expect(Keyword.Into);
        var count = ParseCount();
        Expect(Keyword.Buckets);
        return count;
    }

    private ImmutableArray<PropertyPair> ParseTableProperties()
    {
        Expect(Keyword.TableProperties);
        return ParseInParentheses(static parser => parser.ParseProperty());
    }

    private CountValue ParseLifecycle()
    {
        Expect(Keyword.Lifecycle);
        return ParseCount();
    }

    private bool NextStartsStorage() => Peek().Keyword is Keyword.Row or Keyword.Stored or Keyword.Location or Keyword.Using
        || NextIs(Keyword.With, Keyword.SerdeProperties);

    /// <summary>ROW FORMAT, STORED AS, STORED BY, SERDEPROPERTIES, LOCATION and USING, in any order.</summary>
    public StorageClause ParseStorage()
    {
        var first = Peek();
        var storage = new StorageClause(null, null, null, [], null, null) { Span = first.Span };
        while (NextStartsStorage())
            storage = ParseStoragePart(storage) with { Span = Since(first) };
        return storage;
    }

    private StorageClause ParseStoragePart(StorageClause storage)
    {
        if (Skip(Keyword.Row))
            return storage with { RowFormat = ParseRowFormat() };
        if (Skip(Keyword.Location))
            return storage with { Location = ParseTextValue() };
        if (Skip(Keyword.Using))
            return storage with { Using = ParseTextValue() };
        if (Skip(Keyword.With, Keyword.SerdeProperties))
            return storage with { SerdeProperties = ParseInParentheses(static parser => parser.ParseProperty()) };

        Expect(Keyword.Stored);
        if (Skip(Keyword.As))
            return storage with { StoredAs = ParseName("a file format such as PARQUET, CSV or JSON") };
        return Skip(Keyword.By)
            ? storage with { StoredBy = ParseTextValue() }
            : throw UnexpectedWord(Keyword.As, Keyword.By);
    }

    private RowFormatClause ParseRowFormat()
    {
        var first = Expect(Keyword.Format);
        if (Skip(Keyword.Serde))
            return new SerdeRowFormat(ParseTextValue()) { Span = Since(first) };
        Expect(Keyword.Delimited);
        var fields = Skip(Keyword.Fields) ? ParseTerminatedBy() : null;
        var escape = fields is not null && Skip(Keyword.Escaped) ? ParseEscapedBy() : null;
        var items = Skip(Keyword.Collection, Keyword.Items) ? ParseTerminatedBy() : null;
        var mapKeys = Skip(Keyword.Map, Keyword.Keys) ? ParseTerminatedBy() : null;
        var lines = Skip(Keyword.Lines) ? ParseTerminatedBy() : null;
        var nullText = Skip(Keyword.Null, Keyword.Defined) ? ParseNullText() : null;
        return new DelimitedRowFormat(fields, escape, items, mapKeys, lines, nullText) { Span = Since(first) };
    }

    private TextValue ParseTerminatedBy()
    {
        Expect(Keyword.Terminated, Keyword.By);
        return ParseTextValue();
    }

    private TextValue ParseEscapedBy()
    {
        Expect(Keyword.By);
        return ParseTextValue();
    }

    private TextValue ParseNullText()
    {
        Expect(Keyword.As);
        return ParseTextValue();
    }
}
