namespace Ramet.Warehouse.Tests.Model;

/// <summary>One of the few names that tables of a scenario have. Few, so that random statements meet each other's tables.</summary>
/// <param name="Project">The project, by number. Projects 0 and 1 belong to one account, project 2 to another.</param>
/// <param name="Table">The table within the project, by number.</param>
internal readonly record struct TableSlot(int Project, int Table) : IComparable<TableSlot>
{
    public const int Projects = 3;
    public const int TablesOfProject = 2;

    public string ProjectName => $"p{Project}";

    public string TableName => $"t{Table}";

    /// <summary>All names that there are.</summary>
    public static IEnumerable<TableSlot> All =>
        from project in Enumerable.Range(0, Projects)
        from table in Enumerable.Range(0, TablesOfProject)
        select new TableSlot(project, table);

    public int CompareTo(TableSlot other) => (Project, Table).CompareTo((other.Project, other.Table));

    /// <summary>The name as statements write it.</summary>
    public override string ToString() => $"{ProjectName}.{TableName}";
}
