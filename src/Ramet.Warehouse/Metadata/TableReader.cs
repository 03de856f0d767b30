using System.Collections.Immutable;
using System.Globalization;
using Ramet.Access;
using Ramet.Catalog.Tables;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Writing;
using Ramet.Tables.Partitions;
using Ramet.Tables.Scans;
using Ramet.Warehouse.Describe;
using Ramet.Warehouse.Partitions;
using Ramet.Warehouse.Results;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;
using PartitionFilter = Ramet.Tables.Partitions.PartitionFilter;
using Principal = Ramet.Access.Principal;
using TableName = Ramet.Catalog.Tables.TableName;

namespace Ramet.Warehouse.Metadata;

/// <summary>What a program may learn of tables on behalf of the caller of a session. No call loads the engine or reads a data file.</summary>
/// <param name="session">On whose behalf.</param>
public sealed class TableReader(Session session)
{
    /// <summary>Describes a table or view.</summary>
    /// <exception cref="RametException">There is none, or the caller may not see it (kinds NotFound, Denied).</exception>
    public TableDescription Get(string project, string table, CancellationToken cancellationToken = default)
    {
        var statement = new DescribeTableStatement(IsExtended: true, MetadataQuery.Table(project, table), Partition: null) { Span = MetadataQuery.NoPlace };
        return MetadataQuery.Read(
            session,
            statement,
            context => TableDescriptions.Read(context, context.RequireTableOrView(statement.Table, AccessAction.Describe)),
            cancellationToken);
    }

    /// <summary>Describes those of some tables that exist and that the caller may see, all as they are at one moment.</summary>
    /// <param name="names">The tables.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public IReadOnlyList<TableDescription> Find(IReadOnlyList<TableName> names, CancellationToken cancellationToken = default)
    {
        var statement = new ShowTablesStatement(Project: null, Pattern: null) { Span = MetadataQuery.NoPlace };
        return MetadataQuery.Read(
            session,
            statement,
            context => context.Catalog.FindTables(names)
                .Where(table => table is not null && context.Access.Ask(AccessAction.Describe, context.Access.ObjectOf(table)).IsAllowed)
                .Select(table => TableDescriptions.Read(context, table!)) // the others are left out above
                .ToImmutableArray(),
            cancellationToken);
    }

    /// <summary>Lists the tables and views of a project in the order of their names.</summary>
    /// <param name="project">The project.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="RametException">There is no such project, or the caller may not list its tables (kind Denied).</exception>
    public Page<TableListing> List(string project, TableListQuery query, CancellationToken cancellationToken = default)
    {
        var statement = new ShowTablesStatement(MetadataQuery.Name(project), Pattern: null) { Span = MetadataQuery.NoPlace };
        return MetadataQuery.Read(
            session,
            statement,
            context =>
            {
                var found = context.RequireProject(statement.Project, AccessAction.List, statement.Span);
                var filter = new TableFilter
                {
                    NamePrefix = query.NamePrefix,
                    Owner = query.Owner,
                    Kind = query.Kind,
                    After = query.Marker,
                    Limit = query.Limit + 1,
                };
                return Page<TableListing>.Of(context.Catalog.ListTables(found.Id, filter), query.Limit, static table => table.Name);
            },
            cancellationToken);
    }

    /// <summary>Describes one partition.</summary>
    /// <param name="project">The project.</param>
    /// <param name="table">The table.</param>
    /// <param name="values">The partition columns with their values, all of them in any order.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="RametException">There is no such table or partition, or the caller may not see it.</exception>
    public PartitionDescription GetPartition(
        string project, string table, IReadOnlyList<KeyValuePair<string, string>> values, CancellationToken cancellationToken = default)
    {
        var partition = MetadataQuery.Partition(values);
        var statement = new DescribeTableStatement(IsExtended: true, MetadataQuery.Table(project, table), partition) { Span = MetadataQuery.NoPlace };
        return MetadataQuery.Read(
            session,
            statement,
            context => PartitionDescriptions.Read(
                context, context.RequireTableOrView(statement.Table, AccessAction.Describe), partition, statement.Span),
            cancellationToken);
    }

    /// <summary>Lists partitions in the order of their keys.</summary>
    /// <param name="project">The project.</param>
    /// <param name="table">The table.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="RametException">There is no such table, the caller may not see it, or it has no partition columns.</exception>
    public Page<PartitionDescription> ListPartitions(
        string project, string table, PartitionListQuery query, CancellationToken cancellationToken = default)
    {
        var prefix = query.Prefix is { Count: > 0 } values ? MetadataQuery.Partition(values) : null;
        var statement = new ShowPartitionsStatement(MetadataQuery.Table(project, table), prefix) { Span = MetadataQuery.NoPlace };
        return MetadataQuery.Read(
            session,
            statement,
            context =>
            {
                var found = context.RequireTableOrView(statement.Table, AccessAction.Describe);
                if (!found.Metadata.DefaultSpec.IsPartitioned)
                    throw StatementErrors.NotPartitioned(statement.Span, found.FullName);
                var filter = prefix is null ? PartitionFilter.All : PartitionArguments.Filter(context, found, prefix);
                var page = PageOf(PartitionDescriptions.List(context, found, statement.Span), found, filter, query);
                return Page<PartitionDescription>.Of(
                    PartitionDescriptions.Describe(context, found, page), query.Limit, static partition => partition.Name);
            },
            cancellationToken);
    }

    /// <summary>
    /// Reads rows of a table or partition, any of them: a look at what it holds. That is no job, and so needs no right to run jobs.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="table">The table or view.</param>
    /// <param name="query">How many rows, and what of them.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <returns>The rows, which the caller disposes before the session.</returns>
    /// <exception cref="RametException">There is no such table or column, or the caller may not read it.</exception>
    public RowsResult OpenHead(string project, string table, TableHeadQuery query, CancellationToken cancellationToken = default) =>
        ReadHead(project, table, query, static context => (RowsResult)QueryStatements.Select(context, (SelectStatement)context.Statement), cancellationToken);

    /// <summary>The same, by a function that runs the SELECT of the rows.</summary>
    /// <inheritdoc cref="OpenHead" path="/exception"/>
    internal T ReadHead<T>(string project, string table, TableHeadQuery query, Func<StatementContext, T> read, CancellationToken cancellationToken)
    {
        var columns = query.Columns.Count == 0 ? "*" : string.Join(", ", query.Columns.Select(Quoting.BackQuoted));
        var conditions = query.Partition.Select(level => $"{Quoting.BackQuoted(level.Key)} = {Quoting.Text(level.Value)}").ToList();
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {columns} FROM {Quoting.BackQuoted(project)}.{Quoting.BackQuoted(table)}"
            + $"{(conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}")} LIMIT {Math.Min(query.Limit, TableHeadQuery.LimitMax)}");
        session.Settings = session.Settings.With(SessionSettings.AllowFullScan, "true");
        var context = new StatementContext(session, text, SqlParser.ParseStatement(text), cancellationToken);
        try
        {
            return context.Guard(() => read(context));
        }
        catch (RametException error) when (error.Span is not null)
        {
            throw error.WithoutPlace();
        }
    }

    /// <summary>The partitions of a page, and one more if there is one.</summary>
    private static List<PartitionInfo> PageOf(IReadOnlyList<PartitionInfo> all, CatalogTable table, PartitionFilter filter, PartitionListQuery query)
    {
        var step = query.IsReversed ? -1 : 1;
        var index = query.IsReversed ? all.Count - 1 : 0;
        if (query.Marker is { } marker)
        {
            var (position, isThere) = Find(all, KeyOf(table, marker));
            index = query.IsReversed ? position - 1 : position + (isThere ? 1 : 0);
        }
        var page = new List<PartitionInfo>();
        for (; index >= 0 && index < all.Count && page.Count <= query.Limit; index += step)
        {
            if (filter.Includes(all[index].Key))
                page.Add(all[index]);
        }
        return page;
    }

    /// <summary>Where a key is among the ordered ones, or would be.</summary>
    private static (int Index, bool IsThere) Find(IReadOnlyList<PartitionInfo> all, PartitionKey key)
    {
        var (low, high) = (0, all.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (all[middle].Key < key)
                low = middle + 1;
            else
                high = middle;
        }
        return (low, low < all.Count && all[low].Key == key);
    }

    /// <summary>The key that a marker names: the name of a partition, with all levels in their order.</summary>
    private static PartitionKey KeyOf(CatalogTable table, string marker)
    {
        var levels = PartitionText.Parse(marker);
        var type = table.Metadata.DefaultSpec.TypeIn(table.Metadata.CurrentSchema).Fields;
        var values = new List<PartitionValue>();
        foreach (var (level, (_, text)) in levels.Index())
        {
            if (level >= type.Count || !PartitionValue.TryParse(type[level].Type, text, out var value))
                throw new RametException(ErrorCode.InvalidParameter, ErrorKind.User, $"'{marker}' is no marker of a list of partitions");
            values.Add(value);
        }
        return new PartitionKey([.. values]);
    }
}

/// <summary>Which rows to look at.</summary>
public sealed record TableHeadQuery
{
    /// <summary>The most rows that can be asked for.</summary>
    public const long LimitMax = 10_000;

    /// <summary>How many rows; more than <see cref="LimitMax"/> means so many.</summary>
    public required long Limit { get; init; }

    /// <summary>Only rows with these values in these partition columns; default all.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Partition { get; init; } = [];

    /// <summary>The columns; default all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}

/// <summary>Which tables to list.</summary>
public sealed record TableListQuery
{
    /// <summary>Only names that begin with this, without regard to case; null for all.</summary>
    public string? NamePrefix { get; init; }

    /// <summary>Only tables of this principal; null for all.</summary>
    public Principal? Owner { get; init; }

    /// <summary>Only tables of this kind; null for all.</summary>
    public TableKind? Kind { get; init; }

    /// <summary>The marker of the previous page; null for the first page.</summary>
    public string? Marker { get; init; }

    /// <summary>How many a page has; at least 1.</summary>
    public required int Limit { get; init; }
}

/// <summary>Which partitions to list.</summary>
public sealed record PartitionListQuery
{
    /// <summary>Only partitions with these values in these columns; null or empty for all.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Prefix { get; init; }

    /// <summary>Whether the greatest key comes first.</summary>
    public bool IsReversed { get; init; }

    /// <summary>The marker of the previous page; null for the first page.</summary>
    public string? Marker { get; init; }

    /// <summary>How many a page has; at least 1.</summary>
    public required int Limit { get; init; }
}
