using Ramet.Access;

namespace Ramet.Catalog.Accounts;

/// <summary>A key by which a principal signs requests.</summary>
/// <param name="Id">Its id, which every request names.</param>
/// <param name="Principal">On whose behalf requests with it run.</param>
/// <param name="EncryptedSecret">Its secret, encrypted; the catalog cannot read it.</param>
/// <param name="CreatedAt">When it was created, UTC; the time of the commit when it is new.</param>
public sealed record AccessKey(string Id, Principal Principal, ReadOnlyMemory<byte> EncryptedSecret, DateTimeOffset CreatedAt);
