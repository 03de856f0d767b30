namespace Ramet.Sql.Binding;

/// <summary>The common tables that a query may name: the latest one, in front of those before it and of enclosing queries.</summary>
internal sealed record CommonTableScope(BoundCommonTable Table, CommonTableScope? Next)
{
    /// <summary>The nearest common table of a name; null when there is none.</summary>
    public static BoundCommonTable? Find(CommonTableScope? scope, string name)
    {
        for (; scope is not null; scope = scope.Next)
        {
            if (string.Equals(scope.Table.Name, name, StringComparison.OrdinalIgnoreCase))
                return scope.Table;
        }
        return null;
    }
}

/// <summary>Where a query stands.</summary>
/// <param name="Outer">The scope of the enclosing query; null for none.</param>
/// <param name="CommonTables">The common tables in reach; null for none.</param>
/// <param name="OuterColumns">Collects the columns of enclosing queries that this query uses.</param>
internal sealed record QueryContext(Scope? Outer, CommonTableScope? CommonTables, List<BoundColumn> OuterColumns)
{
    /// <summary>The context of a query within this one's scope.</summary>
    public QueryContext Inside(Scope? scope) => new(scope, CommonTables, []);
}
