using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MolScreen.Contracts;
using MolScreen.Contracts.Screening;
using MolScreen.Gateway.Jobs;
using MolScreen.Hosting.Bus;

namespace MolScreen.Gateway.Pipelines;

/// <summary>The table of contents of the gateway's door for pipelines.</summary>
public static class PipelineComposition
{
    /// <summary>Adds intake from, and results to, a broker. Call it before the bus is added.</summary>
    public static IHostApplicationBuilder AddPipelines(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddSingleton(provider => new BatchIntake(provider.GetService<ModelCatalog>()));
        services.AddTransient<BatchResults>();
        services.AddBusConsumer<MoleculeBatchConsumer, MoleculeBatchDefinition>();
        services.AddBusConsumer<ScreeningEndedConsumer, ScreeningEndedDefinition>();
        services.AddBusRoute<SubmitScreening>(Queues.Store);
        return builder;
    }
}
