using System.Collections.Immutable;
using System.Text;

namespace Ramet.Sql.Writing;

/// <summary>What writers of all dialects share: a growing text, and lists and parentheses in it.</summary>
public abstract class SqlWriter
{
    private readonly StringBuilder text = new();

    /// <summary>The text so far.</summary>
    public sealed override string ToString() => text.ToString();

    /// <summary>Appends text as it is.</summary>
    protected void Write(string part) => text.Append(part);

    /// <summary>Appends one text if a condition holds, and nothing otherwise.</summary>
    protected void WriteIf(bool condition, string part)
    {
        if (condition)
            text.Append(part);
    }

    /// <summary>Appends items with a separator between them.</summary>
    protected void WriteList<T>(ImmutableArray<T> items, Action<T> write, string separator = ", ")
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
                text.Append(separator);
            write(items[i]);
        }
    }

    /// <summary>Appends <c>prefix item, item</c>, or nothing if there are no items.</summary>
    protected void WriteClause<T>(string prefix, ImmutableArray<T> items, Action<T> write)
    {
        if (items.IsEmpty)
            return;
        text.Append(prefix);
        WriteList(items, write);
    }

    /// <summary>Appends <c>prefix(item, item)</c>, or nothing if there are no items.</summary>
    protected void WriteListClause<T>(string prefix, ImmutableArray<T> items, Action<T> write)
    {
        if (!items.IsEmpty)
            WriteInParentheses(prefix, items, write);
    }

    /// <summary>Appends <c>prefix(item, item)</c>, also if there are no items.</summary>
    protected void WriteInParentheses<T>(string prefix, ImmutableArray<T> items, Action<T> write)
    {
        text.Append(prefix).Append('(');
        WriteList(items, write);
        text.Append(')');
    }

    /// <summary>Appends <c>prefix item</c>, or nothing if there is no item.</summary>
    protected void WriteOptional<T>(string prefix, T? item, Action<T> write) where T : class
    {
        if (item is null)
            return;
        text.Append(prefix);
        write(item);
    }
}
