using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Screening;
using MolScreen.Hosting.Bus;
using MolScreen.Hosting.Settings;

namespace MolScreen.Featurizer;

/// <summary>The featurizer's table of contents.</summary>
public static class FeaturizerComposition
{
    /// <summary>
    /// Adds the featurizer to a host; settings section <c>featurizer</c>. Call it before the bus is added. It makes graphs alone unless the
    /// host has an <see cref="IFeatureDemand"/>.
    /// </summary>
    public static IHostApplicationBuilder AddFeaturizer(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSettings<FeaturizerOptions>(FeaturizerOptions.Section);
        builder.Services.TryAddSingleton<IFeatureDemand, GraphsAlone>();
        builder.Services.AddSingleton<ChunkFeaturizer>();
        builder.Services.AddBusConsumer<FeaturizeMoleculesConsumer, FeaturizeMoleculesDefinition>();
        builder.Services.AddBusRoute<MoleculesFeaturized>(Queues.Scorer);
        builder.Services.AddBusRoute<ScreeningFailed>(Queues.Store);
        return builder;
    }
}
