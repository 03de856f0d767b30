using System.Globalization;
using System.Text;
using Ramet.Sql.Binding;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.DuckDb;

/// <summary>
/// Writes bound queries in the engine's dialect, over the data files of their tables. The result stays close to what a person would write,
/// so that the engine optimises it as such.
/// </summary>
public sealed class DuckDbWriter
{
    /// <summary>The macro that ends a recursive query which goes on too long.</summary>
    internal const string StepRefusal = "mc_next_step";

    private const string StepColumn = "mc_step";

    private readonly Func<BoundTableScan, ScanSource> findSource;
    private readonly Dictionary<BoundTableScan, ScanSource> sources = new(ReferenceEqualityComparer.Instance);
    private readonly ExpressionWriter expressions;

    private DuckDbWriter(Func<BoundTableScan, ScanSource> sourceOf)
    {
        findSource = sourceOf;
        expressions = new ExpressionWriter(WriteBlock, RangeOf);
    }

    /// <summary>
    /// The text of a query. Its columns have the names and (in the engine's types) the types of <see cref="BoundQuery.Columns"/>.
    /// </summary>
    /// <param name="query">The query.</param>
    /// <param name="sourceOf">Where the rows of each of the query's scans come from.</param>
    public static string Write(BoundQuery query, Func<BoundTableScan, ScanSource> sourceOf) =>
        new DuckDbWriter(sourceOf).WriteBlock(query.Block);

    /// <summary>
    /// The definitions of the columns that a relation for <see cref="WritePartitionFilter"/> has: name and type of each partition column.
    /// </summary>
    public static string WritePartitionColumns(BoundTableScan scan) => string.Join(
        ", ",
        scan.Columns.Skip(scan.Table.DataColumnCount).Select(column => $"{DuckDbNames.Quote(column.EngineName)} {DuckDbTypes.NameOf(column.Type)}"));

    /// <summary>A query that gives the rows of some files of a table, with the columns that the reading uses.</summary>
    /// <param name="scan">The reading of the table.</param>
    /// <param name="files">The files.</param>
    public static string WriteRows(BoundTableScan scan, ScanFiles files) =>
        $"SELECT * FROM {new DuckDbWriter(_ => files).WriteScan(scan)} AS {DuckDbNames.Quote(scan.EngineAlias)}";

    /// <summary>A query that gives rows of files by their positions, in the order of the files and of the rows in them.</summary>
    /// <param name="scan">The reading of the table.</param>
    /// <param name="columns">Positions of the columns in the table, in the order of the result; all of them are used by the reading.</param>
    /// <param name="files">The files.</param>
    /// <param name="range">Which rows of each file, numbered from 0; null for all.</param>
    public static string WriteRowRange(BoundTableScan scan, IEnumerable<int> columns, ScanFiles files, (long First, long End)? range)
    {
        var alias = DuckDbNames.Quote(scan.EngineAlias);
        var items = columns.Select(column => $"{alias}.{DuckDbNames.Quote(scan.Columns[column].EngineName)}");
        var position = $"{alias}.{FileReader.ColumnOf(RowPositionPart.Row)}";
        var where = range is var (first, end) ? FormattableString.Invariant($" WHERE {position} >= {first} AND {position} < {end}") : "";
        return $"SELECT {string.Join(", ", items)} FROM {new DuckDbWriter(_ => files).WriteScan(scan)} AS {alias}{where}";
    }

    /// <summary>A query that gives, of a relation with one row for each partition, the rows whose partitions must be read.</summary>
    /// <param name="scan">The reading of the table.</param>
    /// <param name="relation">
    /// What stands behind FROM: a table or a query in parentheses. It has the columns of <see cref="WritePartitionColumns"/> and any others,
    /// all of which are in the result.
    /// </param>
    /// <param name="rowsOf">Relations that hold the rows of the subqueries of <see cref="BoundTableScan.PartitionSubqueries"/>, in order.</param>
    public static string WritePartitionFilter(BoundTableScan scan, string relation, IReadOnlyList<string>? rowsOf = null)
    {
        List<BoundExpression> conditions = [];
        if (scan.PartitionPredicate is { } predicate)
            conditions.Add(predicate);
        var relations = new Dictionary<BoundQueryBlock, string>(ReferenceEqualityComparer.Instance);
        if (rowsOf is { Count: > 0 })
        {
            conditions.AddRange(scan.PartitionQueries);
            foreach (var (subquery, rows) in scan.PartitionSubqueries.Zip(rowsOf))
                relations[subquery.Subquery.Query] = rows;
        }
        var writer = new ExpressionWriter(query => $"SELECT * FROM {relations[query]}");
        var filter = PartitionPruning.Conjunction([.. conditions]) is { } condition ? $" WHERE {writer.Write(condition)}" : "";
        return $"SELECT * FROM {relation} AS {DuckDbNames.Quote(scan.EngineAlias)}{filter}";
    }

    /// <summary>The text of a subquery by itself, with the common tables of the statement that it uses.</summary>
    /// <param name="subquery">The subquery.</param>
    /// <param name="sourceOf">Where the rows of each of the query's scans come from.</param>
    public static string WriteSubquery(PartitionSubquery subquery, Func<BoundTableScan, ScanSource> sourceOf)
    {
        var writer = new DuckDbWriter(sourceOf);
        var commonTables = writer.WriteWith(CommonTables.UsedFromOutside(subquery.Subquery.Query));
        var text = $"SELECT * FROM ({writer.WriteBlock(subquery.Subquery.Query)}) AS q";
        return commonTables + text;
    }

    /// <summary>The text of an expression without columns and queries, such as a <see cref="BoundConstant"/> of a partition.</summary>
    public static string WriteConstant(BoundExpression expression) => ConstantWriter.Write(expression);

    /// <summary>Writes expressions in which no query can be.</summary>
    private static ExpressionWriter ConstantWriter { get; } = new(_ => throw new ArgumentException("The expression holds a query."));

    /// <summary>A text by which expressions are compared; null for an expression with a query in it.</summary>
    internal static string? TextWithoutQueries(BoundExpression expression) =>
        expression.DescendantsAndSelf().Any(node => node is BoundSubquery) ? null : ConstantWriter.Write(expression);

    private string WriteBlock(BoundQueryBlock block)
    {
        var text = new StringBuilder();
        text.Append(WriteWith(block.CommonTables));
        // The engine has no clauses behind a query in parentheses.
        text.Append(block.Body is BoundNestedQuery nested ? $"SELECT * FROM ({WriteBlock(nested.Query)}) AS q" : WriteBody(block.Body));
        if (block.OrderBy.Length > 0)
            text.Append(" ORDER BY ").Append(expressions.WriteOrder(block.OrderBy));
        if (block.Limit is not null)
            text.Append(" LIMIT ").Append(expressions.Write(block.Limit));
        if (block.Offset is not null)
            text.Append(" OFFSET ").Append(expressions.Write(block.Offset));
        return text.ToString();
    }

    private string WriteWith(IReadOnlyCollection<BoundCommonTable> tables)
    {
        if (tables.Count == 0)
            return "";
        var word = tables.Any(table => table.Recursion is not null) ? "WITH RECURSIVE" : "WITH";
        return $"{word} {string.Join(", ", tables.Select(WriteCommonTable))} ";
    }

    private string WriteCommonTable(BoundCommonTable table) => table.Recursion is { } recursion
        ? WriteRecursiveTable(table, recursion)
        : $"{DuckDbNames.Quote(table.EngineName)} AS ({WriteBlock(table.Query)})";

    // A column of the engine's counts the steps, since nothing else would stop it. Literals have their own types in the engine, and the first
    // part decides, so its types are written.
    private string WriteRecursiveTable(BoundCommonTable table, BoundRecursion recursion)
    {
        var name = DuckDbNames.Quote(table.EngineName);
        var columns = table.Query.Outputs.Select(output => $"CAST({DuckDbNames.Quote(output.EngineName)} AS {DuckDbTypes.NameOf(output.Type)})");
        var names = WriteNames(table.Query.Outputs.Select(output => output.EngineName).Append(StepColumn));
        var next = $"{StepRefusal}(s.step, {recursion.StepsMax.ToString(CultureInfo.InvariantCulture)}, {DuckDbNames.Literal(table.Name)})";
        return $"{name} ({names}) AS (SELECT {string.Join(", ", columns)}, 0 FROM ({WriteBlock(table.Query)}) AS q "
            + $"UNION ALL SELECT q.*, {next} FROM ({WriteBlock(recursion.Step)}) AS q CROSS JOIN (SELECT any_value({StepColumn}) AS step FROM {name}) AS s)";
    }

    private string WriteBody(BoundQueryBody body) => body switch
    {
        BoundSelect select => WriteSelect(select),
        BoundSetOperation operation => WriteSetOperation(operation),
        BoundNestedQuery nested => $"({WriteBlock(nested.Query)})",
        BoundValues values => WriteValues(values),
        _ => throw new ArgumentException($"A {body.GetType().Name} cannot be written.", nameof(body)),
    };

    private string WriteSelect(BoundSelect select)
    {
        var text = new StringBuilder(select.IsDistinct ? "SELECT DISTINCT " : "SELECT ");
        text.AppendJoin(", ", select.Items.Zip(select.Outputs, WriteItem));
        if (select.From is not null)
            text.Append(" FROM ").Append(WriteRelation(select.From));
        if (select.Where is not null)
            text.Append(" WHERE ").Append(expressions.Write(select.Where));
        if (select.GroupBy is not null)
            text.Append(" GROUP BY ").AppendJoin(", ", select.GroupBy.Elements.Select(WriteGroupingElement));
        if (select.Having is not null)
            text.Append(" HAVING ").Append(expressions.Write(select.Having));
        if (select.Qualify is not null)
            text.Append(" QUALIFY ").Append(expressions.Write(select.Qualify));
        return text.ToString();
    }

    private string WriteItem(BoundExpression item, BoundOutput output)
    {
        var value = expressions.Write(item);
        return item is BoundColumn { Column: var column } && column.EngineName == output.EngineName
            ? value
            : $"{value} AS {DuckDbNames.Quote(output.EngineName)}";
    }

    private string WriteGroupingElement(BoundGroupingElement element)
    {
        if (element.Kind is null)
            return expressions.Key(element.Sets[0][0]);
        var word = element.Kind.Value switch
        {
            GroupingSetsKind.GroupingSets => "GROUPING SETS",
            GroupingSetsKind.Cube => "CUBE",
            GroupingSetsKind.Rollup => "ROLLUP",
        };
        return $"{word} ({string.Join(", ", element.Sets.Select(set => $"({string.Join(", ", set.Select(expressions.Key))})"))})";
    }

    private string WriteSetOperation(BoundSetOperation operation)
    {
        // UNION groups from the left; walking down that side keeps a long one from recursing.
        var parts = new Stack<string>();
        BoundQueryBody body = operation;
        while (body is BoundSetOperation current)
        {
            parts.Push(WriteOperand(current.Right));
            parts.Push($" {WriteOperator(current)} ");
            body = current.Left;
            if (body is BoundSetOperation)
                continue;
            parts.Push(WriteOperand(body));
        }
        return Concatenate(operation, parts);
    }

    private static string Concatenate(BoundSetOperation operation, Stack<string> parts)
    {
        // INTERSECT binds tighter than UNION in the engine, and equally tight here, so every step but the first is put in parentheses then.
        if (IsUniform(operation))
            return string.Concat(parts);
        var text = parts.Pop();
        while (parts.Count > 2)
            text = $"({text}{parts.Pop()}{parts.Pop()})";
        return text + parts.Pop() + parts.Pop();
    }

    private static bool IsUniform(BoundSetOperation operation)
    {
        for (BoundQueryBody body = operation; body is BoundSetOperation current; body = current.Left)
        {
            if (current.Operator == SetOperator.Intersect && operation.Operator != SetOperator.Intersect)
                return false;
            if (current.Operator != SetOperator.Intersect && operation.Operator == SetOperator.Intersect)
                return false;
        }
        return true;
    }

    private string WriteOperand(BoundQueryBody body) => body is BoundSelect or BoundNestedQuery ? WriteBody(body) : $"({WriteBody(body)})";

    private static string WriteOperator(BoundSetOperation operation)
    {
        var word = operation.Operator switch
        {
            SetOperator.Union => "UNION",
            SetOperator.Intersect => "INTERSECT",
            SetOperator.Except => "EXCEPT",
        };
        return operation.IsAll ? word + " ALL" : word;
    }

    private string WriteValues(BoundValues values)
    {
        var rows = string.Join(", ", values.Rows.Select(row => $"({string.Join(", ", row.Select(expressions.Write))})"));
        return $"SELECT * FROM (VALUES {rows}) AS v({WriteNames(values.Outputs.Select(output => output.EngineName))})";
    }

    private string WriteRelation(BoundRelation relation) => relation switch
    {
        BoundTableScan scan => $"{WriteScan(scan)} AS {DuckDbNames.Quote(scan.EngineAlias)}",
        BoundDerivedTable { Query.Body: BoundValues values, Query.OrderBy: [], Query.Limit: null } table =>
            $"(VALUES {string.Join(", ", values.Rows.Select(row => $"({string.Join(", ", row.Select(expressions.Write))})"))})"
            + $" AS {DuckDbNames.Quote(table.EngineAlias)}({WriteNames(table.Columns.Select(column => column.EngineName))})",
        BoundDerivedTable table => $"({WriteBlock(table.Query)}) AS {DuckDbNames.Quote(table.EngineAlias)}",
        BoundCommonTableReference reference =>
            $"{DuckDbNames.Quote(reference.Table.EngineName)} AS {DuckDbNames.Quote(reference.EngineAlias)}",
        BoundStoredRows stored => $"temp.{DuckDbNames.Quote(stored.Rows.Table)} AS {DuckDbNames.Quote(stored.EngineAlias)}",
        BoundJoin join => WriteJoin(join),
        BoundSample sample => WriteSample(sample),
        BoundLateralView view => WriteLateralView(view),
        _ => throw new ArgumentException($"A {relation.GetType().Name} cannot be written.", nameof(relation)),
    };

    private ScanSource SourceOf(BoundTableScan scan)
    {
        if (!sources.TryGetValue(scan, out var source))
            sources[scan] = source = findSource(scan);
        return source;
    }

    private DecimalRange? RangeOf(SourceColumn column) =>
        column.Source is BoundTableScan scan && SourceOf(scan) is ScanFiles files ? files.RangeOf(scan.Table.Columns[column.Index]) : null;

    private string WriteScan(BoundTableScan scan) => SourceOf(scan) switch
    {
        ScanQuery query => WriteQuery(scan, query),
        ScanFiles files => WriteFiles(scan, files),
        var other => throw new ArgumentException($"A {other.GetType().Name} cannot be written.", nameof(scan)),
    };

    private static string WriteQuery(BoundTableScan scan, ScanQuery query)
    {
        var renamed = scan.Columns.Where(column => column.IsUsed && column.EngineName != column.Name)
            .Select(column => $"{DuckDbNames.Quote(column.Name)} AS {DuckDbNames.Quote(column.EngineName)}")
            .ToList();
        return renamed.Count == 0 ? $"({query.Sql})" : $"(SELECT * RENAME ({string.Join(", ", renamed)}) FROM ({query.Sql}))";
    }

    private static string WriteFiles(BoundTableScan scan, ScanFiles files)
    {
        var columns = scan.Columns.Where(column => column.IsUsed).ToArray();
        if (files is { HasColumnsAsRead: true, Paths: [var path] } && !scan.HasRowPositions && columns.All(column => column.EngineName == column.Name))
            return $"read_parquet([{DuckDbNames.Literal(path)}], hive_partitioning = false)";
        // COUNT(*) uses no column, but a reader must have one.
        return WriteReader(scan, columns.Length > 0 ? columns : [scan.Columns[0]], files);
    }

    /// <summary>What stands in FROM for the rows of some files of a table, before its alias.</summary>
    /// <param name="scan">The reading of the table.</param>
    /// <param name="columns">The columns that are read; at least one.</param>
    /// <param name="files">The files.</param>
    internal static string WriteReader(BoundTableScan scan, IReadOnlyList<SourceColumn> columns, ScanFiles files)
    {
        if (files.Paths.IsEmpty)
            return $"(SELECT {string.Join(", ", columns.Select(EmptyColumn).Concat(scan.HasRowPositions ? EmptyPosition() : []))} WHERE false)";
        var paths = string.Join(", ", files.Paths.Select(DuckDbNames.Literal));
        // The partition columns are in the files: the names of directories such as region=china must not be read as columns.
        return $"read_parquet([{paths}], schema = MAP {{{string.Join(", ", columns.Select(column => SchemaEntry(scan, column)))}}}, "
            + $"explicit_cardinality = {files.RowCount.ToString(CultureInfo.InvariantCulture)}, hive_partitioning = false)";
    }

    private static string EmptyColumn(SourceColumn column) =>
        $"CAST(NULL AS {DuckDbTypes.NameOf(column.Type)}) AS {DuckDbNames.Quote(column.EngineName)}";

    private static IEnumerable<string> EmptyPosition() =>
        Enum.GetValues<RowPositionPart>().Select(part => $"CAST(NULL AS BIGINT) AS {FileReader.ColumnOf(part)}");

    private static string SchemaEntry(BoundTableScan scan, SourceColumn column)
    {
        var type = DuckDbNames.Literal(DuckDbTypes.NameOf(column.Type));
        var fieldId = scan.Table.Columns[column.Index].FieldId;
        return $"{fieldId}: {{name: {DuckDbNames.Literal(column.EngineName)}, type: {type}, default_value: NULL}}";
    }

    private string WriteJoin(BoundJoin join)
    {
        var word = join.Kind switch
        {
            JoinKind.Inner when join.Condition is null => "CROSS JOIN",
            JoinKind.Inner => "JOIN",
            JoinKind.Cross => "CROSS JOIN",
            JoinKind.Left => "LEFT JOIN",
            JoinKind.Right => "RIGHT JOIN",
            JoinKind.Full => "FULL JOIN",
            JoinKind.LeftSemi => "SEMI JOIN",
            JoinKind.LeftAnti => "ANTI JOIN",
        };
        var right = join.Right is BoundJoin or BoundLateralView ? $"({WriteRelation(join.Right)})" : WriteRelation(join.Right);
        var on = join.Condition is null ? "" : $" ON {expressions.Write(join.Condition)}";
        return $"{WriteRelation(join.Left)} {word} {right}{on}";
    }

    private string WriteSample(BoundSample sample)
    {
        var chosen = sample.Condition is { } condition
            ? $"WHERE {expressions.Write(condition)}"
            : string.Create(CultureInfo.InvariantCulture, $"USING SAMPLE reservoir({sample.RowCount} ROWS)");
        return $"(SELECT * FROM {WriteRelation(sample.Source)} {chosen}) AS {DuckDbNames.Quote(sample.Source.EngineAlias)}";
    }

    // A table function becomes a subquery in its row's scope; OUTER keeps the rows for which it is empty.
    private string WriteLateralView(BoundLateralView view)
    {
        var arguments = view.Arguments;
        var columns = EngineTemplate.Fill(
            view.Function.Engine, arguments.Length, (index, _) => expressions.Write(arguments[index]), view.Columns[0].Type);
        var alias = $"{DuckDbNames.Quote(view.EngineAlias)}({WriteNames(view.Columns.Select(column => column.EngineName))})";
        if (view.Input is null)
            return $"(SELECT {columns}) AS {alias}";
        return view.IsOuter
            ? $"{WriteRelation(view.Input)} LEFT JOIN LATERAL (SELECT {columns}) AS {alias} ON true"
            : $"{WriteRelation(view.Input)} CROSS JOIN LATERAL (SELECT {columns}) AS {alias}";
    }

    private static string WriteNames(IEnumerable<string> names) => string.Join(", ", names.Select(DuckDbNames.Quote));
}
