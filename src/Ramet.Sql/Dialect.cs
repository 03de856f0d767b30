using System.Text;
using Ramet.Sql.Functions;
using Ramet.Sql.Syntax;
using Ramet.Sql.Types;

namespace Ramet.Sql;

/// <summary>What the dialect knows by name, as the code itself tells.</summary>
public static class Dialect
{
    private const string NodeSuffix = "Statement";

    /// <summary>The statements that the parser knows, such as <c>CLONE TABLE</c>: the statements of the syntax tree, in the order of their names.</summary>
    public static IEnumerable<string> Statements { get; } =
    [
        .. typeof(Statement).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(Statement)) && !type.IsAbstract)
            .Select(static type => Words(type.Name[..^NodeSuffix.Length]))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The words with which types begin that columns and values may have.</summary>
    public static IEnumerable<string> Types => Enum.GetValues<TypeKind>().Where(static kind => kind != TypeKind.Void).Select(TypeName.Word);

    /// <summary>The built-in functions, upper case, in the order of their names.</summary>
    public static IEnumerable<string> Functions => FunctionCatalog.Names.Select(static name => name.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The words of a name: <c>CloneTable</c> gives <c>CLONE TABLE</c>.</summary>
    private static string Words(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsUpper(character) && text.Length > 0)
                text.Append(' ');
            text.Append(char.ToUpperInvariant(character));
        }
        return text.ToString();
    }
}
