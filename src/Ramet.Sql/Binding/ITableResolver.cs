using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>Knows the tables and functions that a query names: the one thing the binder must ask of the world around it.</summary>
public interface ITableResolver
{
    /// <summary>The table of that name, as seen by the user on whose behalf the query is bound.</summary>
    /// <param name="name">The name as written: one part (a table of the current project) or more.</param>
    /// <param name="version">Which of its states is read; null for the current one.</param>
    /// <exception cref="Errors.RametException">There is no such table, or it is hidden from the user.</exception>
    TableSymbol Resolve(TableName name, TableVersion? version);

    /// <summary>The greatest value, in the order of texts, of the first partition column among the partitions with rows; null for none.</summary>
    /// <param name="name">The table.</param>
    /// <exception cref="Errors.RametException">There is no such table, it is hidden from the user, or it is not partitioned.</exception>
    string? GreatestPartition(TableName name);

    /// <summary>Whether a table has a partition, with rows or without.</summary>
    /// <param name="name">The table.</param>
    /// <param name="values">A value for each partition column, as text.</param>
    /// <exception cref="Errors.RametException">
    /// There is no such table, it is hidden from the user, it is not partitioned, or has another number of partition columns.
    /// </exception>
    bool HasPartition(TableName name, IReadOnlyList<string> values);

    /// <summary>Whether there is a table or view of that name which is not hidden from the user.</summary>
    /// <param name="name">The name.</param>
    bool HasTable(TableName name);

    /// <summary>The function that a user wrote in SQL; null when there is none of that name, or it is hidden from the user.</summary>
    /// <param name="project">The project that the call names; null for the current one.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="Errors.RametException">The user may know the function but not call it, or there is no such project.</exception>
    FunctionSymbol? FindFunction(Identifier? project, Identifier name);
}
