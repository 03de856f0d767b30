using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>The columns that expressions of one SELECT may name, in front of those of the enclosing queries.</summary>
/// <param name="outer">The scope of the enclosing query; null at the top and where columns of enclosing queries are not allowed.</param>
/// <param name="outerColumns">Collects the columns of enclosing scopes that are used.</param>
internal sealed class Scope(Scope? outer, List<BoundColumn> outerColumns)
{
    private readonly List<ScopeColumn> columns = [];

    /// <summary>The columns in the order of FROM.</summary>
    public IReadOnlyList<ScopeColumn> Columns => columns;

    /// <summary>Adds all columns of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="qualifier">The name before the dot; null when the source has none.</param>
    /// <param name="project">The project that may stand before the qualifier; null when it may not.</param>
    public void Add(BoundSource source, string? qualifier, string? project = null)
    {
        foreach (var column in source.Columns)
            columns.Add(new ScopeColumn(project, qualifier, column.Name, new BoundColumn(column, default), IsHidden: false));
    }

    /// <summary>Adds a column as it is known in another scope.</summary>
    public void Add(ScopeColumn column) => columns.Add(column);

    /// <summary>Adds the columns of a side of a join.</summary>
    public void Add(Scope side) => columns.AddRange(side.columns);

    /// <summary>Puts the merged column of USING in front, and takes both originals out of reach of a bare name and of the star.</summary>
    public void Merge(string name, BoundExpression value)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Matches(name))
                columns[i] = columns[i] with { IsHidden = true };
        }
        var firstUnmerged = columns.FindIndex(column => column.Qualifier is not null || column.IsHidden);
        columns.Insert(Math.Max(firstUnmerged, 0), new ScopeColumn(null, null, name, value, IsHidden: false));
    }

    /// <summary>The one column of a name in this scope alone, for USING; null when there is none.</summary>
    /// <exception cref="RametException">There are several.</exception>
    public BoundExpression? FindOwn(Identifier name) =>
        Single(columns.Where(column => !column.IsHidden && column.Matches(name.Name)), name.Name, name.Span);

    /// <summary>
    /// The column that a chain of names begins with.
    /// </summary>
    /// <param name="parts">The names: <c>c</c>, <c>t.c</c>, <c>p.t.c</c>, each perhaps followed by fields.</param>
    /// <returns>The column and how many of the names it took; null when no scope has it.</returns>
    /// <exception cref="RametException">Several columns fit.</exception>
    public (BoundExpression Value, int PartCount)? Find(ReadOnlySpan<Identifier> parts)
    {
        if (FindHere(parts) is { } found)
            return found;
        if (outer?.Find(parts) is not { } enclosing)
            return null;
        outerColumns.AddRange(enclosing.Value.DescendantsAndSelf().OfType<BoundColumn>());
        return enclosing;
    }

    /// <summary>Every name that a column could be called by, for hints.</summary>
    public IEnumerable<string> Names => columns.Where(MayBeTold).Select(column => column.Name).Concat(outer?.Names ?? []);

    private static bool MayBeTold(ScopeColumn column) =>
        column.Value is not BoundColumn { Column.Source: BoundTableScan { Table.MayKnowColumns: var mayKnow } } || mayKnow();

    // The longest qualification wins: t.c is the column c of the table t before it is the field c of a column t.
    private (BoundExpression, int)? FindHere(ReadOnlySpan<Identifier> parts)
    {
        for (var count = Math.Min(parts.Length, 3); count >= 1; count--)
        {
            var name = parts[count - 1];
            var qualifier = count > 1 ? parts[count - 2].Name : null;
            var project = count > 2 ? parts[0].Name : null;
            var matches = columns.Where(column =>
                column.Matches(name.Name) && (qualifier is null ? !column.IsHidden : column.IsQualifiedBy(project, qualifier)));
            if (Single(matches, name.Name, parts[0].Span.To(name.Span)) is { } value)
                return (value, count);
        }
        return null;
    }

    private static BoundExpression? Single(IEnumerable<ScopeColumn> matches, string name, SourceSpan span)
    {
        var found = matches.Take(2).ToArray();
        if (found.Length > 1)
        {
            throw new RametException(ErrorCode.SemanticError, ErrorKind.User, $"column {name} is ambiguous", span,
                HintFor(found, name));
        }
        return found is [var single] ? single.Use(span) : null;
    }

    private static string HintFor(ScopeColumn[] found, string name)
    {
        var (first, second) = (found[0].Qualifier ?? "t", found[1].Qualifier ?? "t");
        return string.Equals(first, second, StringComparison.OrdinalIgnoreCase)
            ? $"Give the tables different aliases, such as {first} a and {second} b, and write a.{name} or b.{name}."
            : $"Write {first}.{name} or {second}.{name}.";
    }
}

/// <summary>A column under the names that it has in a scope.</summary>
/// <param name="Project">The project that may stand before the qualifier; null when none may.</param>
/// <param name="Qualifier">The table name or alias; null for the merged columns of USING.</param>
/// <param name="Name">The column's name.</param>
/// <param name="Value">The value: a column, or an expression over the two columns that USING merged.</param>
/// <param name="IsHidden">True when only a qualified name reaches it.</param>
internal sealed record ScopeColumn(string? Project, string? Qualifier, string Name, BoundExpression Value, bool IsHidden)
{
    /// <summary>Whether the column has this name.</summary>
    public bool Matches(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the column may be written with this qualifier.</summary>
    public bool IsQualifiedBy(string? project, string qualifier) =>
        string.Equals(Qualifier, qualifier, StringComparison.OrdinalIgnoreCase)
        && (project is null || string.Equals(Project, project, StringComparison.OrdinalIgnoreCase));

    /// <summary>The value as used at a place; marks its columns as used.</summary>
    public BoundExpression Use(SourceSpan span) => Use(Value, span);

    private static BoundExpression Use(BoundExpression value, SourceSpan span)
    {
        if (value is BoundColumn { Column: var column })
            column.IsUsed = true;
        BoundExpression copy = value.MapChildren(child => Use(child, span));
        return copy with { Span = span };
    }
}
