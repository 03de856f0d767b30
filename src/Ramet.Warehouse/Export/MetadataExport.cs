using System.Globalization;
using Ramet.Access;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Tables;
using Ramet.Tables.Metadata;
using Ramet.Tables.Snapshots;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Export;

/// <summary>
/// The <c>metadata.json</c> of a table, derived from the catalog, by which other engines read the table's files where they are
/// (Iceberg specification, "Table Metadata").
/// </summary>
public static class MetadataExport
{
    private const string VersionHintFile = "version-hint.text";

    /// <summary>The document, with all snapshots that the table has.</summary>
    /// <param name="session">On whose behalf; Select on the table is needed, since the document says where its data is.</param>
    /// <param name="table">The table, <c>project.table</c> or <c>table</c> of the current project.</param>
    /// <exception cref="RametException">There is no such table, or it may not be read.</exception>
    public static string Write(Session session, string table) => Run(session, table, document => document);

    /// <summary>
    /// Writes the document into <c>metadata/v1.metadata.json</c> of a directory, with the <c>version-hint.text</c> that file-based readers
    /// look for. An older export there is replaced; the table itself is not touched.
    /// </summary>
    /// <returns>The full path of the document.</returns>
    /// <inheritdoc cref="Write(Session, string)"/>
    /// <param name="session">On whose behalf; Select on the table is needed.</param>
    /// <param name="table">The table.</param>
    /// <param name="directory">The directory; made when it does not exist.</param>
    public static string Export(Session session, string table, string directory) => Run(session, table, document => WriteFiles(directory, document));

    private static T Run<T>(Session session, string table, Func<string, T> use)
    {
        var name = SqlParser.ParseTableName(table);
        var statement = new DescribeTableStatement(IsExtended: false, name, Partition: null) { Span = name.Span };
        var context = new StatementContext(session, table, statement, CancellationToken.None);
        return context.Guard(() => use(Document(context, name)));
    }

    private static string Document(StatementContext context, TableName name)
    {
        var table = context.RequireTable(name, AccessAction.Download);
        var snapshots = context.Catalog.ListSnapshots(table.Id);
        context.Finish();
        return MetadataJson.Write(table.Metadata with { Snapshots = WithCurrent(snapshots, table.Metadata) });
    }

    private static string WriteFiles(string directory, string document)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(directory), "metadata")).FullName;
        var path = Path.Combine(folder, "v1.metadata.json");
        File.WriteAllText(path, document);
        File.WriteAllText(Path.Combine(folder, VersionHintFile), 1.ToString(CultureInfo.InvariantCulture));
        return path;
    }

    /// <summary>The history may have grown since the table was read; the document shows the table as it was.</summary>
    private static ValueList<Snapshot> WithCurrent(IReadOnlyList<Snapshot> snapshots, TableMetadata metadata) =>
        snapshots.Where(snapshot => snapshot.SequenceNumber <= metadata.LastSequenceNumber).ToValueList();
}
