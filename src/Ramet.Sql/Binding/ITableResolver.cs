using Ramet.Sql.Syntax;

namespace Ramet.Sql.Binding;

/// <summary>Finds the tables that a query names: the one thing the binder must ask of the world around it.</summary>
public interface ITableResolver
{
    /// <summary>The table of that name, as seen by the user on whose behalf the query is bound.</summary>
    /// <param name="name">The name as written: one part (a table of the current project) or more.</param>
    /// <param name="version">Which of its states is read; null for the current one.</param>
    /// <exception cref="Errors.RametException">There is no such table, or it is hidden from the user.</exception>
    TableSymbol Resolve(TableName name, TableVersion? version);
}
