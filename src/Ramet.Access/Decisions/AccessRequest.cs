using System.Collections.Immutable;

namespace Ramet.Access;

/// <summary>One question to <see cref="AccessPolicy"/>: may this caller do this with that?</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Action">What is to be done.</param>
/// <param name="Object">With what.</param>
public sealed record AccessRequest(AccessCaller Caller, AccessAction Action, AccessObject Object)
{
    /// <summary>
    /// The columns with which it is to be done, spelled as the table does; empty when no column is needed but the object is touched (a
    /// count of rows), for which a right on any column is enough; null when it is to be done with the object as a whole.
    /// </summary>
    public ImmutableArray<string>? Columns { get; init; }

    /// <summary>Where the data goes that is read; null when none is read.</summary>
    public DataFlow? Flow { get; init; }
}

/// <summary>Where data goes that a statement reads.</summary>
/// <param name="Destination">The project; null when it leaves the warehouse, or goes to a session that is in no project.</param>
public sealed record DataFlow(ProjectReference? Destination);
