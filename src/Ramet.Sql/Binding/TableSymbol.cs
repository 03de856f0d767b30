using System.Collections.Immutable;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql.Binding;

/// <summary>What the binder knows about a table or view: its full name and its columns.</summary>
/// <param name="Project">The project that holds the table.</param>
/// <param name="Name">The table's name, without the project.</param>
/// <param name="Columns">All columns in declared order; the partition columns are the last ones.</param>
/// <param name="PartitionColumnCount">
/// How many columns at the end of <paramref name="Columns"/> are partition columns; 0 for a table without partitions.
/// </param>
public sealed record TableSymbol(string Project, string Name, ImmutableArray<ColumnSymbol> Columns, int PartitionColumnCount)
{
    /// <summary>What the view stands for; null for a table.</summary>
    public ViewSymbol? View { get; init; }

    /// <summary>Whether others keep the rows, which may change at any moment.</summary>
    public bool IsExternal { get; init; }

    /// <summary>The positions of the columns of the primary key in the order of the key; empty for a table without one.</summary>
    public ImmutableArray<int> PrimaryKey { get; init; } = [];

    /// <summary>Whether the user may know the names of all columns, so that a hint may tell one; asked when there is an error only.</summary>
    public Func<bool> MayKnowColumns { get; init; } = static () => true;

    /// <summary>Whether the table is partitioned.</summary>
    public bool IsPartitioned => PartitionColumnCount > 0;

    /// <summary>How many columns are not partition columns.</summary>
    public int DataColumnCount => Columns.Length - PartitionColumnCount;

    /// <summary>The columns that are not partition columns, in order.</summary>
    public ReadOnlySpan<ColumnSymbol> DataColumns => Columns.AsSpan()[..DataColumnCount];

    /// <summary>The partition columns, outermost level first.</summary>
    public ReadOnlySpan<ColumnSymbol> PartitionColumns => Columns.AsSpan()[DataColumnCount..];

    /// <summary>The position of a column among <see cref="Columns"/>, or -1. Names are compared without case.</summary>
    public int IndexOf(string columnName)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (string.Equals(Columns[i].Name, columnName, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        return -1;
    }

    /// <summary>Whether the column at a position is a partition column.</summary>
    public bool IsPartitionColumn(int columnIndex) => columnIndex >= DataColumnCount;

    /// <summary>The name as messages show it: <c>project.table</c>.</summary>
    public override string ToString() => $"{Project}.{Name}";
}

/// <summary>What the binder knows about a view besides its name and columns.</summary>
/// <param name="Query">Its query; the places in it are those of the view's own text.</param>
/// <param name="Settings">The settings under which the query was written.</param>
/// <param name="QueryColumns">
/// For each column of the view the name that the query's result had for it when the view was created.
/// </param>
/// <param name="Tables">Finds the tables that the query names, on behalf of the view's owner.</param>
public sealed record ViewSymbol(Query Query, BinderSettings Settings, ImmutableArray<string> QueryColumns, ITableResolver Tables)
{
    /// <summary>What a reader gives the view; empty for an ordinary view.</summary>
    public ImmutableArray<ViewParameter> Parameters { get; init; } = [];

    /// <summary>The columns that a view with parameters promises; null to take those of the query.</summary>
    public ViewResult? Returns { get; init; }

    /// <summary>What is assigned before the query; see <see cref="CreateViewStatement.Steps"/>.</summary>
    public ImmutableArray<Statement> Steps { get; init; } = [];

    /// <summary>A type in the definition; null for ANY.</summary>
    internal DataType? TypeOf(TypeSyntax? type) => type is null ? null : Settings.Effective(type.Type, type.Span);
}

/// <summary>A column of a table.</summary>
/// <param name="Name">The name as declared, in lower case.</param>
/// <param name="Type">The declared type.</param>
/// <param name="FieldId">The identity of the column in the data files; it survives a rename.</param>
/// <param name="IsNullable">False for NOT NULL columns.</param>
/// <param name="DefaultText">The expression after DEFAULT, as text; null when the default is NULL.</param>
public sealed record ColumnSymbol(string Name, DataType Type, int FieldId, bool IsNullable = true, string? DefaultText = null);
