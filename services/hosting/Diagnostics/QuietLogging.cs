using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace MolScreen.Hosting.Diagnostics;

/// <summary>Logging to the standard error stream: one line an event, warnings and above unless the settings say otherwise.</summary>
public static class QuietLogging
{
    /// <summary>Replaces the host's log providers.</summary>
    /// <param name="builder">The host; its section <c>logging</c> can set levels as in any .NET host.</param>
    /// <param name="level">Least level that is written.</param>
    public static IHostApplicationBuilder AddQuietLogging(this IHostApplicationBuilder builder, LogLevel level = LogLevel.Warning)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(level);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("logging"));
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder;
    }
}
