using Ramet.Catalog.Commits;
using Ramet.Errors;
using Ramet.Sql.Syntax;

namespace Ramet.Warehouse.Definitions;

/// <summary>Names of new projects, tables and views: the rule is the catalog's, the place is the statement's.</summary>
internal static class ObjectName
{
    /// <summary>Checks a name and gives it as it is kept, in lower case.</summary>
    /// <param name="what">The kind of object, for the error.</param>
    /// <param name="name">The name as written.</param>
    /// <exception cref="RametException">It breaks the rule.</exception>
    public static string Check(string what, Identifier name)
    {
        try
        {
            ObjectNames.Check(what, name.Name);
            return name.Name.ToLowerInvariant();
        }
        catch (RametException error)
        {
            throw error.At(name.Span);
        }
    }
}
