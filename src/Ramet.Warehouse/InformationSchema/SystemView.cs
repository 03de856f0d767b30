using System.Collections.Immutable;
using Ramet.Sql.Binding;
using Ramet.Sql.Types;

namespace Ramet.Warehouse.InformationSchema;

/// <summary>A view of the information schema: columns, and what makes its rows when a query reads it.</summary>
/// <param name="Name">Its name in lower case.</param>
/// <param name="Columns">Names and types of its columns, those of the service.</param>
/// <param name="Rows">
/// Makes the rows of one project that the caller may see: for each a value for every column, which is a string, a long, a bool, a
/// <see cref="DateTimeOffset"/> or null.
/// </param>
internal sealed record SystemView(string Name, ImmutableArray<SystemColumn> Columns, Func<SystemScope, IEnumerable<object?[]>> Rows)
{
    /// <summary>What the binder knows of it.</summary>
    public TableSymbol SymbolIn(string project) =>
        new(project, Name, [.. Columns.Select(static (column, index) => new ColumnSymbol(column.Name, column.Type, FieldId: index + 1))], PartitionColumnCount: 0);
}

/// <summary>A column of a view of the information schema.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">STRING, BIGINT, BOOLEAN or DATETIME.</param>
internal sealed record SystemColumn(string Name, DataType Type)
{
    /// <summary>Columns of type STRING.</summary>
    public static IEnumerable<SystemColumn> Texts(params IEnumerable<string> names) => names.Select(static name => new SystemColumn(name, DataType.String));

    /// <summary>A column of type BIGINT.</summary>
    public static SystemColumn Number(string name) => new(name, DataType.BigInt);

    /// <summary>A column of type DATETIME.</summary>
    public static SystemColumn Time(string name) => new(name, DataType.DateTime);

    /// <summary>A column of type BOOLEAN.</summary>
    public static SystemColumn Flag(string name) => new(name, DataType.Boolean);
}
