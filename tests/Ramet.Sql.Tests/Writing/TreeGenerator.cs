using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Tests.Writing;

/// <summary>Random trees that the grammar can express, with names, texts and numbers that need quoting, escapes and care.</summary>
internal static class TreeGenerator
{
    private static readonly SourceSpan Nowhere = new(1, 1, 0, 0);

    /// <summary>Expressions; the size is roughly the number of nodes.</summary>
    public static Gen<Expression> Expressions() => Gen.Sized(Expression);

    /// <summary>Statements of the families that hold expressions and queries.</summary>
    public static Gen<Statement> Statements() => Gen.Sized(size => OneOf(
        () => Query(size).Select(query => (Statement)new SelectStatement(query) { Span = Nowhere }),
        () => Insert(size),
        () => RowChange(size),
        () => CreateTable(size),
        () => DropPartitions(size),
        Clone));

    private static Gen<Identifier> Name() =>
        from name in Gen.Elements("a", "b", "T1", "key", "date", "offset", "select", "Group", "my name", "a`b", "ds", "größe", "1st")
        from isQuoted in Gen.Elements(false, false, true)
        select new Identifier(name, isQuoted) { Span = Nowhere };

    private static Gen<TableName> TableName() => List(Name(), 1, 3).Select(parts => new TableName(parts) { Span = Nowhere });

    private static Gen<string> Text() =>
        Gen.Elements("", "x", "it's", "\\", "a\nb", "\0" + "12", "\u0001", "%\\_", "\"q\"", ";--", "naïve 中国", "\u001a\b\t\r");

    private static Gen<DataType> Type(int size) => size < 2 ? SimpleType() : OneOf(
        SimpleType,
        () => Type(size / 2).Select(element => (DataType)new ArrayType(element)),
        () => from key in SimpleType() from value in Type(size / 2) select (DataType)new MapType(key, value),
        () => from name in Name() from field in Type(size / 2) select (DataType)new StructType([new StructField(name.Name, field)]));

    private static Gen<DataType> SimpleType() => Gen.Elements(
        DataType.BigInt,
        DataType.String,
        DataType.Double,
        DataType.TimestampNtz,
        DataType.Json,
        new DecimalType(10, 2),
        CharacterType.VarChar(7));

    private static Gen<Expression> Expression(int size) => size < 2 ? Leaf() : OneOf(
        Leaf,
        () => Unary(size / 2),
        () => Binary(size / 2),
        () => Chain(size / 3),
        () => Predicate(size / 3),
        () => Call(size / 3),
        () => Special(size / 3),
        () => Subquery(size / 3));

    private static Gen<Expression> Leaf() => Gen.OneOf(
        List(Name(), 1, 3).Select(parts => (Expression)new ColumnReference(parts) { Span = Nowhere }),
        Number(),
        Text().Select(text => (Expression)new StringLiteral(text) { Span = Nowhere }),
        Text().Select(text => (Expression)new TypedLiteral(DataType.Date, text) { Span = Nowhere }),
        Gen.Elements(true, false).Select(value => (Expression)new BooleanLiteral(value) { Span = Nowhere }),
        Gen.Constant((Expression)new NullLiteral { Span = Nowhere }),
        Gen.Constant((Expression)new BinaryLiteral([0xCA, 0x0E]) { Span = Nowhere }));

    private static Gen<Expression> Number() =>
        from number in Gen.Elements(
            ("0", NumberSuffix.None), ("12", NumberSuffix.BigInt), ("3.5", NumberSuffix.Decimal), (".5", NumberSuffix.None),
            ("1.", NumberSuffix.None), ("1e-5", NumberSuffix.None), ("7", NumberSuffix.TinyInt), ("8", NumberSuffix.SmallInt))
        select (Expression)new NumberLiteral(number.Item1, number.Item2) { Span = Nowhere };

    private static Gen<Expression> Unary(int size) =>
        from unary in Gen.Elements(Enum.GetValues<UnaryOperator>())
        from operand in Expression(size)
        select (Expression)new UnaryExpression(unary, operand) { Span = Nowhere };

    private static Gen<Expression> Binary(int size) =>
        from left in Expression(size)
        from binary in Gen.Elements(Enum.GetValues<BinaryOperator>())
        from right in Expression(size)
        select (Expression)new BinaryExpression(left, binary, right) { Span = Nowhere };

    private static Gen<Expression> Chain(int size) =>
        from chain in Gen.Elements(Enum.GetValues<ChainOperator>())
        from operands in List(Expression(size), 2, 4)
        select (Expression)new ChainExpression(chain, operands) { Span = Nowhere };

    private static Gen<Expression> Predicate(int size) =>
        from a in Expression(size)
        from b in Expression(size)
        from c in Expression(size)
        from items in List(Expression(size), 2, 3)
        from query in Query(size)
        from isNegated in Gen.Elements(true, false)
        from predicate in Gen.Elements<Expression>(
            new IsExpression(a, IsCondition.Null, isNegated) { Span = Nowhere },
            new DistinctFromExpression(a, b, isNegated) { Span = Nowhere },
            new LikeExpression(a, LikeKind.Like, b, c, isNegated) { Span = Nowhere },
            new LikeExpression(a, LikeKind.RLike, b, null, isNegated) { Span = Nowhere },
            new BetweenExpression(a, b, c, isNegated) { Span = Nowhere },
            new InListExpression(a, items, isNegated) { Span = Nowhere },
            new InQueryExpression(a, query, isNegated) { Span = Nowhere })
        select predicate;

    private static Gen<Expression> Call(int size) =>
        from name in Name()
        from isDistinct in Gen.Elements(true, false)
        from arguments in List(Expression(size), 1, 3)
        from filter in Optional(Expression(size))
        from over in Optional(Window(size))
        select (Expression)new FunctionCall(null, name, isDistinct, arguments, [], filter, over) { Span = Nowhere };

    private static Gen<OverClause> Window(int size) =>
        from partitionBy in List(Expression(size), 0, 2)
        from orderBy in List(SortItem(size), 0, 2)
        from frame in Optional(Frame(size))
        select (OverClause)new WindowSpecification(null, partitionBy, orderBy, frame) { Span = Nowhere };

    private static Gen<WindowFrame> Frame(int size) =>
        from unit in Gen.Elements(Enum.GetValues<FrameUnit>())
        from offset in Gen.Elements(1, 2).SelectMany(_ => Number())
        from exclusion in Gen.Elements(Enum.GetValues<FrameExclusion>())
        let start = new FrameBound(FrameBoundKind.Preceding, offset) { Span = Nowhere }
        from end in Optional(Gen.Constant(new FrameBound(FrameBoundKind.UnboundedFollowing, null) { Span = Nowhere }))
        select new WindowFrame(unit, start, size % 2 == 0 ? end : null, exclusion) { Span = Nowhere };

    private static Gen<Expression> Special(int size) =>
        from a in Expression(size)
        from b in Expression(size)
        from c in Optional(Expression(size))
        from name in Name()
        from type in Type(size)
        from special in Gen.Elements<Expression>(
            new CaseExpression(c, [new WhenBranch(a, b) { Span = Nowhere }], c) { Span = Nowhere },
            new CastExpression(a, new TypeSyntax(type) { Span = Nowhere }) { Span = Nowhere },
            new ExtractExpression(DateTimeUnit.Quarter, a) { Span = Nowhere },
            new TrimExpression(TrimSide.Leading, c, a) { Span = Nowhere },
            new IntervalExpression(a, DateTimeUnit.Day, null) { Span = Nowhere },
            new RowExpression([a, b]) { Span = Nowhere },
            new LambdaExpression([name], a) { Span = Nowhere },
            new LambdaExpression([name, name], a) { Span = Nowhere },
            new FieldAccess(a, name) { Span = Nowhere },
            new IndexAccess(a, b) { Span = Nowhere })
        select special;

    private static Gen<Expression> Subquery(int size) =>
        from query in Query(size)
        from isExists in Gen.Elements(true, false)
        select isExists ? (Expression)new ExistsExpression(query) { Span = Nowhere } : new ScalarSubquery(query) { Span = Nowhere };

    private static Gen<SortItem> SortItem(int size) =>
        from key in Expression(size)
        from isDescending in Gen.Elements(true, false)
        from nulls in Gen.Elements<NullOrder?>(null, NullOrder.First, NullOrder.Last)
        select new SortItem(key, isDescending, nulls) { Span = Nowhere };

    private static Gen<Query> Query(int size) =>
        from with in List(Common(size / 4), 0, size > 8 ? 1 : 0)
        from body in Body(size / 2)
        from orderBy in List(SortItem(size / 4), 0, 2)
        from limit in Optional(Limit())
        select new Query(with, body, orderBy, [], [], [], limit) { Span = Nowhere };

    private static Gen<CommonTable> Common(int size) =>
        from name in Name()
        from query in Query(size)
        select new CommonTable(name, [], query) { Span = Nowhere };

    private static Gen<LimitClause> Limit() =>
        from count in Number()
        from offset in Optional(Number())
        select new LimitClause(count, offset) { Span = Nowhere };

    private static Gen<QueryBody> Body(int size) => size < 2
        ? Select(size)
        : OneOf(() => Select(size), () => SetOperation(size / 2), () => Nested(size / 2));

    private static Gen<QueryBody> Nested(int size) => Query(size).Select(query => (QueryBody)new NestedQuery(query) { Span = Nowhere });

    // The right side of a set operation is never one itself: it would be in parentheses.
    private static Gen<QueryBody> SetOperation(int size) =>
        from left in Body(size)
        from set in Gen.Elements(Enum.GetValues<SetOperator>())
        from isAll in Gen.Elements(true, false)
        from right in OneOf(() => Select(size), () => Nested(size))
        select (QueryBody)new SetOperation(left, set, isAll, right) { Span = Nowhere };

    private static Gen<QueryBody> Select(int size) =>
        from isDistinct in Gen.Elements(true, false)
        from items in List(Item(size / 2), 1, 3)
        from tables in List(Table(size / 2), 0, 3)
        from condition in Optional(Expression(size / 2))
        from keys in List(Expression(size / 3), 0, 2)
        from qualify in Optional(Expression(size / 3))
            // A row in a grouping set is its keys.
        let groupBy = keys.IsEmpty || keys.Any(key => key is RowExpression) ? null : GroupBy(keys)
        select (QueryBody)new SelectBody(isDistinct, items, tables, condition, groupBy, null, [], qualify) { Span = Nowhere };

    private static GroupByClause GroupBy(ImmutableArray<Expression> keys)
    {
        var plain = keys.Select(GroupingElement (key) => new GroupingKey(key) { Span = Nowhere });
        ImmutableArray<GroupingSet> sets = [new GroupingSet(keys) { Span = Nowhere }, new GroupingSet([]) { Span = Nowhere }];
        return new GroupByClause([.. plain, new GroupingSets(GroupingSetsKind.Cube, sets) { Span = Nowhere }]) { Span = Nowhere };
    }

    private static Gen<SelectItem> Item(int size) => OneOf(
        () => from value in Expression(size)
              from aliases in List(Name(), 0, 2)
              select (SelectItem)new ExpressionItem(value, aliases) { Span = Nowhere },
        () => from qualifier in Optional(TableName())
              from except in List(Name(), 0, 2)
              select (SelectItem)new StarItem(qualifier, except, []) { Span = Nowhere });

    private static Gen<TableReference> Table(int size) => size < 2 ? NamedTable() : OneOf(
        NamedTable,
        () => Derived(size / 2),
        () => Values(size / 2),
        () => Join(size / 2),
        () => Lateral(size / 2));

    private static Gen<TableReference> NamedTable() =>
        from name in TableName()
        from version in Optional(Version())
        from alias in Optional(Name())
        select (TableReference)new NamedTable(name, version, null, alias) { Span = Nowhere };

    private static Gen<TableVersion> Version() => OneOf(
        () => from text in Text()
              select (TableVersion)new TimestampAsOf(new StringLiteral(text) { Span = Nowhere }) { Span = Nowhere },
        () => from number in Gen.Choose(0, 1_000)
              select (TableVersion)new VersionAsOf(new CountValue(number) { Span = Nowhere }) { Span = Nowhere });

    private static Gen<TableReference> Derived(int size) =>
        from query in Query(size)
        from alias in Name()
        from columns in List(Name(), 0, 2)
        select (TableReference)new DerivedTable(query, alias, columns) { Span = Nowhere };

    private static Gen<TableReference> Values(int size) =>
        from items in List(Expression(size), 1, 2)
        from alias in Name()
        let row = new ValuesRow(items) { Span = Nowhere }
        select (TableReference)new ValuesTable([row, row], alias, []) { Span = Nowhere };

    private static Gen<TableReference> Join(int size) =>
        from left in Table(size)
        from kind in Gen.Elements(Enum.GetValues<JoinKind>())
        from right in Table(size)
        from condition in Optional(Expression(size))
        select (TableReference)new JoinedTable(left, kind, false, right, condition, []) { Span = Nowhere };

    private static Gen<TableReference> Lateral(int size) =>
        from input in Table(size)
        from isOuter in Gen.Elements(true, false)
        from name in Name()
        from argument in Expression(size)
        from alias in Name()
        from columns in List(Name(), 0, 2)
        let call = new FunctionCall(null, name, false, [argument], [], null, null) { Span = Nowhere }
        select (TableReference)new LateralView(input, isOuter, call, alias, columns) { Span = Nowhere };

    private static Gen<Statement> Insert(int size) =>
        from table in TableName()
        from isOverwrite in Gen.Elements(true, false)
        from partition in Optional(Partition())
        from columns in List(Name(), 0, 2)
        from query in Query(size)
        let target = new InsertTarget(isOverwrite, table, partition, isOverwrite ? [] : columns) { Span = Nowhere }
        select (Statement)new InsertStatement(target, query, []) { Span = Nowhere };

    private static Gen<Statement> RowChange(int size) => OneOf(
        () =>
            from target in Target(hasPartition: true)
            from condition in Optional(Expression(size))
            select (Statement)new DeleteStatement(target, condition) { Span = Nowhere },
        () =>
            from target in Target(hasPartition: true)
            from assignments in List(Assignment(size / 4), 1, 2)
            from tables in List(Table(size / 4), 0, 2)
            from condition in Optional(Expression(size / 4))
            select (Statement)new UpdateStatement(target, assignments, tables, condition) { Span = Nowhere },
        () =>
            from target in Target(hasPartition: false)
            from source in Table(size / 4)
            from condition in Expression(size / 4)
            from clauses in List(MergeClause(size / 4), 1, 3)
            select (Statement)new MergeStatement(target, source, condition, clauses) { Span = Nowhere });

    private static Gen<RowChangeTarget> Target(bool hasPartition) =>
        from table in TableName()
        from alias in Optional(Name())
        from partition in Optional(Partition())
        select new RowChangeTarget(table, alias, hasPartition ? partition : null) { Span = Nowhere };

    private static Gen<Assignment> Assignment(int size) =>
        from columns in List(List(Name(), 1, 2).Select(parts => new ColumnReference(parts) { Span = Nowhere }), 1, 3)
        from value in Expression(size)
        let values = new RowExpression([.. columns.Select(_ => value)]) { Span = Nowhere }
        select new Assignment(columns, columns.Length == 1 ? value : values) { Span = Nowhere };

    private static Gen<MergeClause> MergeClause(int size) =>
        from condition in Optional(Expression(size))
        from assignments in List(Assignment(size), 1, 2)
        from columns in List(Name(), 0, 2)
        from values in List(Expression(size), 1, 2)
        from clause in Gen.Elements<MergeClause>(
            new MergeDelete(condition) { Span = Nowhere },
            new MergeUpdate(condition, assignments) { Span = Nowhere },
            new MergeInsert(condition, columns, new ValuesRow(values) { Span = Nowhere }) { Span = Nowhere })
        select clause;

    private static Gen<PartitionSpec> Partition() =>
        from name in Name()
        from text in Text()
        let value = new StringLiteral(text) { Span = Nowhere }
        select new PartitionSpec([new PartitionColumn(name, value) { Span = Nowhere }]) { Span = Nowhere };

    private static Gen<Statement> CreateTable(int size) =>
        from table in TableName()
        from columns in List(Column(size / 2), 1, 3)
        from partitionedBy in List(Column(1), 0, 2)
        let clauses = new TableClauses(null, partitionedBy, null, null, null, [], null) { Span = Nowhere }
        select (Statement)new CreateTableStatement(false, false, false, true, table, columns, [], clauses, null) { Span = Nowhere };

    private static Gen<ColumnDefinition> Column(int size) =>
        from name in Name()
        from type in Type(size)
        from isNotNull in Gen.Elements(true, false)
        from value in Optional(Expression(size / 2))
        from comment in Optional(Text().Select(text => new TextValue(text) { Span = Nowhere }))
        select new ColumnDefinition(name, new TypeSyntax(type) { Span = Nowhere }, isNotNull, value, comment) { Span = Nowhere };

    private static Gen<Statement> DropPartitions(int size) =>
        from table in TableName()
        from conditions in List(Expression(size / 2), 1, 3)
        let filter = new PartitionFilter(conditions) { Span = Nowhere }
        let action = new DropPartitionsAction(true, [filter, filter], false) { Span = Nowhere }
        select (Statement)new AlterTableStatement(table, action) { Span = Nowhere };

    private static Gen<Statement> Clone() =>
        from source in TableName()
        from partitions in List(Partition(), 0, 3)
        from destination in TableName()
        from whenExists in Gen.Elements(Enum.GetValues<CloneWhenExists>())
        select (Statement)new CloneTableStatement(source, partitions, destination, whenExists) { Span = Nowhere };

    /// <summary>One of several generators, of which only the chosen one is built: they are recursive.</summary>
    private static Gen<T> OneOf<T>(params Func<Gen<T>>[] choices) =>
        Gen.Choose(0, choices.Length - 1).SelectMany(choice => choices[choice]());

    private static Gen<ImmutableArray<T>> List<T>(Gen<T> item, int min, int max) =>
        Gen.Choose(min, max).SelectMany(count => item.ArrayOf(count)).Select(items => items.ToImmutableArray());

    private static Gen<T?> Optional<T>(Gen<T> item) where T : class => Gen.OneOf(Gen.Constant<T?>(null), item.Select(value => (T?)value));
}
