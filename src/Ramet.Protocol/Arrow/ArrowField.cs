namespace Ramet.Protocol.Arrow;

/// <summary>A column of a schema, or a part of one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="IsNullable">Whether values may be NULL.</param>
/// <param name="Children">What nested types are made of; empty for others.</param>
public sealed record ArrowField(string Name, ArrowType Type, bool IsNullable, params IReadOnlyList<ArrowField> Children);
