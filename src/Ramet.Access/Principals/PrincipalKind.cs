namespace Ramet.Access;

/// <summary>What sort of identity a <see cref="Principal"/> is.</summary>
public enum PrincipalKind
{
    /// <summary>A main account, written <c>ALIYUN$name@domain</c> or <c>ALIYUN$id</c>. Only accounts own projects.</summary>
    Account,

    /// <summary>A user that belongs to an account, written <c>RAM$account:user</c>.</summary>
    RamUser,

    /// <summary>A role that belongs to an account and that its users or programs take, written <c>RAM$account:role/name</c>.</summary>
    RamRole,
}
