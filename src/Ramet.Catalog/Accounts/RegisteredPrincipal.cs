using Ramet.Access;

namespace Ramet.Catalog.Accounts;

/// <summary>An account or RAM user that the warehouse knows.</summary>
/// <param name="Principal">Its name, written as when it was created.</param>
/// <param name="CreatedAt">When it was created, UTC; for the built-in administrator when the warehouse was.</param>
public sealed record RegisteredPrincipal(Principal Principal, DateTimeOffset CreatedAt);
