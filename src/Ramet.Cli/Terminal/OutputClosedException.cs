namespace Ramet.Cli.Terminal;

/// <summary>Whoever read the standard output is gone, as in <c>ramet ... | head</c>. It ends the command without a message.</summary>
internal sealed class OutputClosedException(IOException cause) : IOException("The reader of standard output is gone.", cause);
