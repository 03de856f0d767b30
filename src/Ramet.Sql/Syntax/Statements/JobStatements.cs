namespace Ramet.Sql.Syntax;

/// <summary>A statement about jobs, which MaxCompute calls instances.</summary>
public abstract record JobStatement : Statement;

/// <summary><c>SHOW P [FROM yyyy-mm-dd TO yyyy-mm-dd] [n]</c>, also SHOW INSTANCES and LIST INSTANCES: the caller's jobs in the current project.</summary>
/// <param name="Days">The days on which they were submitted; null for all.</param>
/// <param name="Count">At most so many, the latest; null for 50.</param>
public sealed record ShowInstancesStatement(DayRange? Days, CountValue? Count) : JobStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Days = map.Optional(Days), Count = map.Optional(Count) };
}

/// <summary><c>FROM yyyy-mm-dd TO yyyy-mm-dd</c>.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, which belongs to the range.</param>
public sealed record DayRange(DateOnly First, DateOnly Last) : SyntaxNode;

/// <summary><c>TOP INSTANCE</c>: the jobs of the current project that wait or run.</summary>
public sealed record TopInstanceStatement : JobStatement;

/// <summary><c>DESC INSTANCE id</c>.</summary>
/// <param name="Instance">The id.</param>
public sealed record DescribeInstanceStatement(Identifier Instance) : JobStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Instance = map.One(Instance) };
}

/// <summary><c>STATUS id</c>.</summary>
/// <param name="Instance">The id.</param>
public sealed record InstanceStatusStatement(Identifier Instance) : JobStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Instance = map.One(Instance) };
}

/// <summary><c>KILL [-sync] id</c>.</summary>
/// <param name="Instance">The id.</param>
/// <param name="IsSync">Whether to wait until nothing of the job runs any more.</param>
public sealed record KillInstanceStatement(Identifier Instance, bool IsSync) : JobStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Instance = map.One(Instance) };
}

/// <summary><c>WAIT id</c>: comes back when the job has ended.</summary>
/// <param name="Instance">The id.</param>
public sealed record WaitInstanceStatement(Identifier Instance) : JobStatement
{
    /// <inheritdoc/>
    public override SyntaxNode MapChildren(SyntaxMap map) => this with { Instance = map.One(Instance) };
}
