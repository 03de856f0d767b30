using System.Collections.Immutable;
using Ramet.Errors;
using Ramet.Sql.Parsing;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>What all parts of one statement share while it is bound.</summary>
internal sealed class BindingSession
{
    private readonly ITableResolver resolver;
    private readonly BindingNames names;
    private readonly SourceSpan? viewPlace;

    public BindingSession(ITableResolver resolver, BinderSettings settings, ScriptVariables variables)
        : this(resolver, settings, new BindingNames(), [], [], new ExpansionLimits(), viewPlace: null)
    {
        Variables = variables;
    }

    private BindingSession(
        ITableResolver resolver,
        BinderSettings settings,
        BindingNames names,
        List<BoundTableScan> scans,
        List<BoundView> views,
        ExpansionLimits expansion,
        SourceSpan? viewPlace)
    {
        this.resolver = resolver;
        this.names = names;
        this.viewPlace = viewPlace;
        Settings = settings;
        Conversions = new TypeConversions(settings);
        Scans = scans;
        Views = views;
        Expansion = expansion;
    }

    /// <summary>The settings under which this text is read: those of the session, or those that a view was created with.</summary>
    public BinderSettings Settings { get; }

    /// <summary>The variables in reach; none in the text of a view.</summary>
    public ScriptVariables Variables { get; } = ScriptVariables.None;

    /// <summary>What variables mean in the text of a function or of a view with parameters that is being bound; null outside of such texts.</summary>
    public BodyVariables? Body { get; private init; }

    /// <summary>The call of a function whose text is being bound; null outside of functions.</summary>
    private FunctionFrame? Frame { get; init; }

    /// <summary>How large the calls of functions of the statement are so far.</summary>
    public ExpansionLimits Expansion { get; }

    /// <summary>Conversions under these settings.</summary>
    public TypeConversions Conversions { get; }

    /// <summary>The readings of tables so far, in the order of the text; those of a view where the view is named.</summary>
    public List<BoundTableScan> Scans { get; }

    /// <summary>The readings of views so far.</summary>
    public List<BoundView> Views { get; }

    /// <summary>The session in which the query of a view is bound as a part of the same statement.</summary>
    /// <param name="view">The view.</param>
    /// <param name="place">Where it is named; the places of its own text mean nothing to the user.</param>
    /// <param name="variables">What its parameters mean; null for an ordinary view.</param>
    public BindingSession Inside(ViewSymbol view, SourceSpan place, BodyVariables? variables) =>
        new(view.Tables, view.Settings with { RecursionMax = Settings.RecursionMax }, names, Scans, Views, Expansion, viewPlace ?? place) { Body = variables };

    /// <summary>This session for the text of a view with parameters that is being defined.</summary>
    public BindingSession Defining(BodyVariables variables) =>
        new(resolver, Settings, names, Scans, Views, Expansion, viewPlace) { Body = variables };

    /// <summary>
    /// The session in which the text of a function is bound as a part of the same statement; it can name its variables and other functions.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="variables">Its arguments, and what it assigns.</param>
    /// <param name="place">The call.</param>
    /// <exception cref="RametException">The function leads to itself, or too deep.</exception>
    public BindingSession Inside(FunctionSymbol function, BodyVariables variables, SourceSpan place)
    {
        var world = resolver as FunctionsOnly ?? new FunctionsOnly(resolver);
        return new(world, function.Settings, names, Scans, Views, Expansion, viewPlace)
        {
            Body = variables,
            Frame = FunctionFrame.Enter(function, Frame, place),
        };
    }

    /// <summary>The function that a user wrote under a name; null when there is none.</summary>
    public FunctionSymbol? Function(FunctionCall call) => Located(call.Name.Span, () => resolver.FindFunction(call.Project, call.Name));

    /// <summary>The table or view of a name.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="version">Which of its states is read; null for the current one.</param>
    public TableSymbol Table(TableName name, TableVersion? version = null) => Located(name.Span, () => resolver.Resolve(name, version));

    /// <summary>The answer to a question about partitions, a constant of the statement.</summary>
    public BoundConstant Fact(PartitionFact fact) => Located(fact.Table.Span, () => fact.Function switch
    {
        PartitionFunction.MaxPt => new BoundConstant(DataType.String, resolver.GreatestPartition(fact.Table), fact.Span),
        PartitionFunction.PartitionExists => new BoundConstant(
            DataType.Boolean, resolver.HasPartition(fact.Table, [.. fact.Values.Select(value => value.Value)]), fact.Span),
        PartitionFunction.TableExists => new BoundConstant(DataType.Boolean, resolver.HasTable(fact.Table), fact.Span),
    });

    /// <summary>A new reading of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">The table as written.</param>
    /// <param name="alias">The alias as written; null for none.</param>
    /// <param name="hasRowPositions">Whether the positions of its rows are asked for.</param>
    public BoundTableScan Scan(TableSymbol table, TableName name, Identifier? alias, bool hasRowPositions = false)
    {
        var scan = new BoundTableScan(table, NewAlias((alias ?? name.Table).Name), viewPlace ?? name.Span) { HasRowPositions = hasRowPositions };
        Scans.Add(scan);
        return scan;
    }

    /// <summary>Remembers the reading of a view, which the binder has turned into a query in FROM.</summary>
    public BoundDerivedTable Read(TableSymbol view, BoundDerivedTable rows, SourceSpan place)
    {
        Views.Add(new BoundView(view, rows, viewPlace ?? place, IsNamed: viewPlace is null));
        return rows;
    }

    /// <summary>
    /// An alias that no other source of the statement has, so that no scope of the engine hides another: the wanted one, or one with a
    /// number.
    /// </summary>
    public string NewAlias(string wanted) => names.NewAlias(wanted);

    /// <summary>A name that no other common table of the statement has.</summary>
    public string NewCommonTable(string wanted) => names.NewCommonTable(wanted);

    /// <summary>A name for a parameter of a lambda that nothing else in the statement has.</summary>
    public string NewLambdaParameter() => names.NewLambdaParameter();

    /// <summary>A binder of expressions that can name no column.</summary>
    /// <param name="clause">Where they stand, for messages.</param>
    public ExpressionBinder ConstantBinder(string clause) =>
        new(this, new Scope(null, []), new QueryContext(null, null, []), new Clause(clause));

    /// <summary>Whether a value may stand where one of a type is wanted, converted by itself.</summary>
    public bool FitsInto(BoundExpression value, DataType type) =>
        value.Type.Kind == TypeKind.Void || Conversions.IsImplicit(value.Type, type) || value.FitsInto(type);

    /// <summary>A constant of a wanted type.</summary>
    public BoundExpression Constant(Expression expression, DataType type)
    {
        var clause = new Clause("a constant") { AllowsUserFunctions = false };
        var value = new ExpressionBinder(this, new Scope(null, []), new QueryContext(null, null, []), clause).Bind(expression);
        if (!value.IsConstant)
            throw BindingErrors.Semantic("expect a constant", expression.Span);
        var isFitting = value is BoundConstant && value.ConvertTo(type) is BoundConstant;
        return isFitting || Conversions.IsImplicit(value.Type, type)
            ? value.ConvertTo(type)
            : throw BindingErrors.NotImplicit(value.Type, type, expression.Span);
    }

    /// <summary>The value that a column gets when a row has none for it.</summary>
    public BoundExpression Default(ColumnSymbol column) => column.DefaultText is null
        ? new BoundConstant(column.Type, null, default)
        : Constant(SqlParser.ParseExpression(column.DefaultText), column.Type);

    /// <summary>The same rows with columns of other types. Whether that is allowed has been decided by the caller.</summary>
    public BoundQueryBlock Convert(BoundQueryBlock query, ImmutableArray<DataType> types)
    {
        if (query.Outputs.Select(output => output.Type).SequenceEqual(types))
            return query;
        // An order or a limit is about the values before their conversion.
        var body = query.OrderBy.IsEmpty && query.Limit is null ? query.Body : new BoundNestedQuery(query);
        var converted = Convert(body, types);
        return ReferenceEquals(body, query.Body)
            ? query with { Body = converted }
            : new BoundQueryBlock([], converted, [], null, null, query.OuterColumns);
    }

    /// <summary>The same rows with columns of other types.</summary>
    public BoundQueryBody Convert(BoundQueryBody body, ImmutableArray<DataType> types)
    {
        if (body.Outputs.Select(output => output.Type).SequenceEqual(types))
            return body;
        ImmutableArray<BoundOutput> outputs = [.. body.Outputs.Zip(types, (output, type) => output with { Type = type })];
        return body switch
        {
            BoundSelect { IsDistinct: false } select => select with { Outputs = outputs, Items = ConvertAll(select.Items, types) },
            BoundValues values => new BoundValues(outputs, [.. values.Rows.Select(row => ConvertAll(row, types))]),
            _ => ConvertAround(body, outputs, types),
        };
    }

    private BoundSelect ConvertAround(BoundQueryBody body, ImmutableArray<BoundOutput> outputs, ImmutableArray<DataType> types)
    {
        var table = Derive(body);
        var items = table.Columns.Select(BoundExpression (column) => new BoundColumn(column, default)).ToImmutableArray();
        return new BoundSelect(outputs, ConvertAll(items, types), IsDistinct: false, table, null, null, null, null);
    }

    /// <summary>The rows as a source in FROM, all of whose columns are used.</summary>
    public BoundDerivedTable Derive(BoundQueryBody body)
    {
        var query = body is BoundNestedQuery nested ? nested.Query : new BoundQueryBlock([], body, [], null, null, []);
        return new BoundDerivedTable(query, NewAlias("q"), query.Outputs.Select(output => output.Name));
    }

    private static ImmutableArray<BoundExpression> ConvertAll(ImmutableArray<BoundExpression> values, ImmutableArray<DataType> types) =>
        [.. values.Zip(types, (value, type) => value.ConvertTo(type))];

    private static T Located<T>(SourceSpan span, Func<T> resolve)
    {
        try
        {
            return resolve();
        }
        catch (RametException error) when (error.Span is null)
        {
            throw error.At(span);
        }
    }
}

/// <summary>The names that the engine's text of one statement uses so far, views included.</summary>
internal sealed class BindingNames
{
    private readonly HashSet<string> aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> commonTables = new(StringComparer.OrdinalIgnoreCase);
    private int lambdaParameterCount;

    public string NewAlias(string wanted) => Unique(wanted.ToLowerInvariant(), aliases);

    public string NewCommonTable(string wanted) => Unique(wanted.ToLowerInvariant(), commonTables);

    public string NewLambdaParameter() => $"p{++lambdaParameterCount}";

    private static string Unique(string wanted, HashSet<string> used)
    {
        var name = wanted;
        for (var number = 2; !used.Add(name); number++)
            name = $"{wanted}_{number}";
        return name;
    }
}
