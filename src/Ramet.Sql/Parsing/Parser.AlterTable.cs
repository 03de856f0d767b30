using System.Collections.Immutable;
using Ramet.Sql.Lexing;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Parsing;

/// <summary>ALTER TABLE.</summary>
internal sealed partial class Parser
{
    private Statement ParseAlter()
    {
        var first = Expect(Keyword.Alter);
        if (Skip(Keyword.View))
            return ParseAlterView(first);
        if (Skip(Keyword.Materialized, Keyword.View))
            return ParseAlterMaterializedView(first);
        if (Skip(Keyword.Project))
            return ParseAlterProject(first);
        return Skip(Keyword.Table) ? ParseAlterTable(first) : throw UnexpectedWord(Keyword.Table, Keyword.View, Keyword.Project);
    }

    private AlterTableStatement ParseAlterTable(Token first)
    {
        var table = ParseTableName();
        return new AlterTableStatement(table, ParseAlterTableAction()) { Span = Since(first) };
    }

    private AlterTableAction ParseAlterTableAction()
    {
        var first = Peek();
        return first.Keyword switch
        {
            Keyword.Rename => ParseRenameTable(first),
            Keyword.Set => ParseSetAction(first),
            Keyword.ChangeOwner => ParseChangeOwner(first),
            Keyword.Touch => ParseTouch(first),
            Keyword.Add => ParseAdd(first),
            Keyword.Drop => ParseDropAction(first),
            Keyword.Change => ParseChangeColumn(first),
            Keyword.Merge when PeekAt(1).Keyword == Keyword.SmallFiles => ParsePartitionAction(first, null),
            Keyword.Merge => ParseMergePartitions(first),
            Keyword.Partition => ParsePartitionAction(first, ParseStaticPartition()),
            Keyword.Enable or Keyword.Disable or Keyword.Compact => ParsePartitionAction(first, null),
            Keyword.Clustered or Keyword.Range => new SetClusteringAction(ParseClustering()) { Span = Since(first) },
            Keyword.Not => ParseNotClustered(first),
            _ => throw Unexpected(
                "an action such as ADD, DROP, RENAME, SET, CHANGE, TOUCH or PARTITION",
                DidYouMean(["ADD", "DROP", "RENAME", "SET", "CHANGE", "CHANGEOWNER", "TOUCH", "MERGE", "PARTITION", "ENABLE", "DISABLE"])),
        };
    }

    private RenameTableAction ParseRenameTable(Token first)
    {
        Expect(Keyword.Rename, Keyword.To);
        return new RenameTableAction(ParseName("a table name")) { Span = Since(first) };
    }

    private AlterTableAction ParseSetAction(Token first)
    {
        Expect(Keyword.Set);
        if (NextIs(Keyword.Comment))
            return new SetTableCommentAction(ParseComment()!) { Span = Since(first) };
        if (NextIs(Keyword.Lifecycle))
            return new SetLifecycleAction(ParseLifecycle()) { Span = Since(first) };
        if (NextIs(Keyword.TableProperties))
            return new SetTablePropertiesAction(ParseTableProperties()) { Span = Since(first) };
        throw UnexpectedWord(Keyword.Comment, Keyword.Lifecycle, Keyword.TableProperties);
    }

    private ChangeOwnerAction ParseChangeOwner(Token first)
    {
        Expect(Keyword.ChangeOwner, Keyword.To);
        return new ChangeOwnerAction(ParseTextValue()) { Span = Since(first) };
    }

    private TouchAction ParseTouch(Token first)
    {
        Expect(Keyword.Touch);
        var partition = NextIs(Keyword.Partition) ? ParseStaticPartition() : null;
        return new TouchAction(partition) { Span = Since(first) };
    }

    private AlterTableAction ParseAdd(Token first)
    {
        Expect(Keyword.Add);
        if (Skip(Keyword.Columns) || Skip(Keyword.Column))
            return ParseAddColumns(first);
        var ifNotExists = SkipIfNotExists();
        if (!NextIs(Keyword.Partition))
            throw ifNotExists ? UnexpectedWord(Keyword.Partition) : UnexpectedWord(Keyword.Columns, Keyword.Partition);
        var partitions = ImmutableArray.CreateBuilder<PartitionSpec>();
        while (NextIs(Keyword.Partition))
            partitions.Add(ParseStaticPartition());
        return new AddPartitionsAction(ifNotExists, partitions.DrainToImmutable()) { Span = Since(first) };
    }

    private AddColumnsAction ParseAddColumns(Token first)
    {
        var ifNotExists = SkipIfNotExists();
        var columns = NextIs(TokenKind.LeftParenthesis)
            ? ParseInParentheses(static parser => parser.ParseColumnDefinition())
            : ParseCommaList(static parser => parser.ParseColumnDefinition());
        return new AddColumnsAction(ifNotExists, columns, ParseColumnPosition()) { Span = Since(first) };
    }

    private ColumnPosition? ParseColumnPosition()
    {
        var first = Peek();
        if (Skip(Keyword.First))
            return new ColumnPosition(null) { Span = first.Span };
        return Skip(Keyword.After) ? new ColumnPosition(ParseColumnName()) { Span = Since(first) } : null;
    }

    private AlterTableAction ParseDropAction(Token first)
    {
        Expect(Keyword.Drop);
        if (Skip(Keyword.Columns) || Skip(Keyword.Column))
            return new DropColumnsAction(ParseCommaList(static parser => parser.ParseColumnName())) { Span = Since(first) };
        var ifExists = SkipIfExists();
        if (!NextIs(Keyword.Partition))
            throw ifExists ? UnexpectedWord(Keyword.Partition) : UnexpectedWord(Keyword.Columns, Keyword.Partition);
        var filters = ParseCommaList(static parser => parser.ParsePartitionFilter());
        return new DropPartitionsAction(ifExists, filters, Skip(Keyword.Purge)) { Span = Since(first) };
    }

    /// <summary><c>CHANGE [COLUMN] a ...</c>; what follows the name decides.</summary>
    private AlterTableAction ParseChangeColumn(Token first)
    {
        Expect(Keyword.Change);
        if (NextIs(Keyword.Column) && PeekAt(1).Keyword != Keyword.Comment)
            Advance();
        var column = ParseColumnName();
        if (Skip(Keyword.Rename, Keyword.To))
            return new RenameColumnAction(column, ParseColumnName()) { Span = Since(first) };
        if (NextIs(Keyword.Comment) && PeekAt(1).Kind == TokenKind.String)
            return new SetColumnCommentAction(column, ParseComment()!) { Span = Since(first) };
        if (Skip(Keyword.Null))
            return new AllowNullAction(column) { Span = Since(first) };
        if (!NextIsName())
            throw Unexpected("RENAME TO, COMMENT, NULL, or a column name and its type");

        var newName = ParseColumnName();
        var type = ParseType();
        var comment = ParseComment();
        return new ChangeColumnAction(column, newName, type, comment, ParseColumnPosition()) { Span = Since(first) };
    }

    private MergePartitionsAction ParseMergePartitions(Token first)
    {
        Expect(Keyword.Merge);
        var ifExists = SkipIfExists();
        var filters = ParseCommaList(static parser => parser.ParsePartitionFilter());
        Expect(Keyword.Overwrite);
        var target = ParseStaticPartition();
        return new MergePartitionsAction(ifExists, filters, target, Skip(Keyword.Purge)) { Span = Since(first) };
    }

    /// <summary>The service has the kind as a text, its clients as a word.</summary>
    private TextValue ParseCompactKind()
    {
        if (!NextIsName())
            return ParseTextValue();
        var word = TakeName();
        return new TextValue(word.Name) { Span = word.Span };
    }

    /// <summary>Actions on one partition, or on the table where <paramref name="partition"/> is null.</summary>
    private AlterTableAction ParsePartitionAction(Token first, PartitionSpec? partition)
    {
        if (partition is not null && Skip(Keyword.Rename, Keyword.To))
            return new RenamePartitionAction(partition, ParseStaticPartition()) { Span = Since(first) };
        if (Skip(Keyword.Merge, Keyword.SmallFiles))
            return new MergeSmallFilesAction(partition) { Span = Since(first) };
        if (Skip(Keyword.Compact))
            return new CompactAction(partition, ParseCompactKind()) { Span = Since(first) };

        var isEnabled = Skip(Keyword.Enable);
        if (!isEnabled && !Skip(Keyword.Disable))
            throw UnexpectedWord(Keyword.Rename, Keyword.Merge, Keyword.Compact, Keyword.Enable, Keyword.Disable);
        Expect(Keyword.Lifecycle);
        return new SwitchLifecycleAction(partition, isEnabled) { Span = Since(first) };
    }

    private SetClusteringAction ParseNotClustered(Token first)
    {
        Expect(Keyword.Not, Keyword.Clustered);
        return new SetClusteringAction(null) { Span = Since(first) };
    }
}
