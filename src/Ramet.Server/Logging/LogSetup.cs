using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Ramet.Server.Logging;

/// <summary>Sends the log where the options say.</summary>
internal static class LogSetup
{
    private const string TimeForm = "yyyy-MM-ddTHH:mm:ss.fffZ ";

    public static void Apply(ILoggingBuilder logging, ServerOptions options)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning); // Kestrel tells of each connection otherwise
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a start that failed is thrown
        if (options.LoggerProvider is { } provider)
            logging.AddProvider(provider);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        switch (options.LogFormat)
        {
            case LogFormat.Text:
                logging.AddSimpleConsole(console =>
                {
                    console.SingleLine = true;
                    console.ColorBehavior = LoggerColorBehavior.Disabled;
                    console.UseUtcTimestamp = true;
                    console.TimestampFormat = TimeForm;
                });
                break;
            case LogFormat.Json:
                logging.AddJsonConsole(console =>
                {
                    console.UseUtcTimestamp = true;
                    console.TimestampFormat = TimeForm.TrimEnd();
                    console.JsonWriterOptions = new JsonWriterOptions { Indented = false };
                });
                break;
            case LogFormat.None:
                break;
        }
    }
}
