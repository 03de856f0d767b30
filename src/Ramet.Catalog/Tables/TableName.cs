namespace Ramet.Catalog.Tables;

/// <summary>A table's name with that of its project, as written in a statement. The catalog finds both without regard to case.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Table">The table's name within it.</param>
public sealed record TableName(string Project, string Table)
{
    /// <summary>The form that error texts use: <c>project.table</c>.</summary>
    public override string ToString() => $"{Project}.{Table}";
}
