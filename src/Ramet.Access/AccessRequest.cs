namespace Ramet.Access;

/// <summary>One question to <see cref="AccessPolicy"/>: may this principal do this with that?</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Action">What is to be done.</param>
/// <param name="Object">With what.</param>
public sealed record AccessRequest(Principal Caller, AccessAction Action, AccessObject Object);
