using Ramet.Cli;
using Ramet.Cli.Terminal;

return new RametApplication(CliConsole.OfProcess()).Run(args);
