namespace Ramet.Warehouse.Transfer.Arrow;

/// <summary>A column cannot have a value; whoever knows the row and the column says so.</summary>
internal sealed class ArrowValueException(string message) : Exception(message);
