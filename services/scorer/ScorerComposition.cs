using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MolScreen.Contracts;
using MolScreen.Contracts.Scoring;
using MolScreen.Contracts.Screening;
using MolScreen.Hosting.Bus;
using MolScreen.Hosting.Settings;

namespace MolScreen.Scorer;

/// <summary>The scorer's table of contents.</summary>
public static class ScorerComposition
{
    /// <summary>Adds the scorer to a host; settings section <c>scorer</c>. Call it before the bus is added.</summary>
    public static IHostApplicationBuilder AddScorer(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSettings<ScorerOptions>(ScorerOptions.Section);
        builder.Services.AddSingleton<LoadedModels>();
        builder.Services.AddSingleton<ChunkScorer>();
        builder.Services.AddBusConsumer<MoleculesFeaturizedConsumer, MoleculesFeaturizedDefinition>();
        builder.Services.AddBusRoute<MoleculesScored>(Queues.Store);
        builder.Services.AddBusRoute<ScreeningFailed>(Queues.Store);
        return builder;
    }
}
