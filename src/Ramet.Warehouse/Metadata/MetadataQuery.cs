using Ramet.Errors;
using Ramet.Sql.Syntax;
using Ramet.Warehouse.Sessions;
using Ramet.Warehouse.Statements;

namespace Ramet.Warehouse.Metadata;

/// <summary>
/// Questions and changes that a program asks for by calls instead of statements. Each of them is decided, recorded and committed exactly as
/// the statement that asks for the same.
/// </summary>
internal static class MetadataQuery
{
    /// <summary>No place in a text: nobody wrote one.</summary>
    public static readonly SourceSpan NoPlace;

    /// <summary>Answers a question.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="statement">The statement that asks the same.</param>
    /// <param name="read">Asks for access and reads.</param>
    /// <param name="cancellationToken">Ends the question early.</param>
    /// <exception cref="RametException">As the statement; without a place.</exception>
    public static T Read<T>(Session session, Statement statement, Func<StatementContext, T> read, CancellationToken cancellationToken) =>
        Run(
            session,
            statement,
            context =>
            {
                var answer = read(context);
                context.Finish();
                return answer;
            },
            cancellationToken);

    /// <summary>Makes a change, which commits through the context.</summary>
    /// <param name="session">Who wants it.</param>
    /// <param name="statement">The statement that changes the same.</param>
    /// <param name="change">Asks for access and commits.</param>
    /// <param name="cancellationToken">Ends it early; nothing is changed then.</param>
    /// <exception cref="RametException">As the statement; without a place.</exception>
    public static void Change(Session session, Statement statement, Action<StatementContext> change, CancellationToken cancellationToken) =>
        Run(
            session,
            statement,
            context =>
            {
                change(context);
                return true;
            },
            cancellationToken);

    /// <summary>The name of a project as a statement would write it.</summary>
    public static Identifier Name(string name) => new(name, IsQuoted: true) { Span = NoPlace };

    /// <summary>The name of a table as a statement would write it.</summary>
    public static TableName Table(string project, string table) => new([Name(project), Name(table)]) { Span = NoPlace };

    /// <summary>A partition as a statement would write it: its values as texts.</summary>
    public static PartitionSpec Partition(IEnumerable<KeyValuePair<string, string>> values) => new(
        [.. values.Select(pair => new PartitionColumn(Name(pair.Key), new StringLiteral(pair.Value) { Span = NoPlace }) { Span = NoPlace })])
    {
        Span = NoPlace,
    };

    /// <summary>Runs a request, which finishes or commits through the context.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="statement">The statement that stands for it.</param>
    /// <param name="run">Asks for access, and does it.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="RametException">As the statement; without a place.</exception>
    public static T Run<T>(Session session, Statement statement, Func<StatementContext, T> run, CancellationToken cancellationToken)
    {
        var context = new StatementContext(session, text: "", statement, cancellationToken) { IsCall = true };
        try
        {
            return context.Guard(() => run(context));
        }
        catch (RametException error) when (error.Span is not null)
        {
            throw error.WithoutPlace();
        }
    }
}
