using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Planning;
using MolScreen.Hosting.Bus;
using MolScreen.Hosting.Settings;
using MolScreen.Store.Database;
using MolScreen.Store.Intake;
using MolScreen.Store.Issuing;
using MolScreen.Store.Jobs;
using MolScreen.Store.Queries;
using MolScreen.Store.Recording;
using MolScreen.Store.Routes;
using MolScreen.Store.Search;

namespace MolScreen.Store;

/// <summary>The store's table of contents.</summary>
public static class StoreComposition
{
    /// <summary>Adds the store to a host; settings section <c>store</c>. Call it before the bus is added.</summary>
    public static IHostApplicationBuilder AddStore(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<StoreOptions>(StoreOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s => ScreeningDatabase.Open(s.GetRequiredService<IOptions<StoreOptions>>().Value.Database));
        services.AddSingleton<OutstandingWork>();

        services.AddSingleton<ScreeningIntake>();
        services.AddSingleton<ScreeningQueries>();
        services.AddSingleton<StructureIndexes>();
        services.AddSingleton<StructureQueries>();
        services.AddSingleton<JobControl>();
        services.AddSingleton<ChunkRecorder>();
        services.AddSingleton<ChunkBisection>();
        services.AddSingleton<RouteRecorder>();

        services.AddSingleton<JobProgress>();
        services.AddSingleton<Suspects>();
        services.AddSingleton<ChunkIssuer>();
        services.AddSingleton<PlanIssuer>();
        services.AddHostedService<WorkIssuer>();

        services.AddBusConsumer<SubmitScreeningConsumer, SubmitScreeningDefinition>();
        services.AddBusConsumer<MoleculesScoredConsumer, MoleculesScoredDefinition>();
        services.AddBusConsumer<ChunkFaultConsumer, ChunkFaultDefinition>();
        services.AddBusConsumer<RouteConsumer, RouteDefinition>();
        services.AddBusConsumer<ScreeningFailedConsumer, ScreeningFailedDefinition>();
        services.AddBusRoute<FeaturizeMolecules>(Queues.Featurizer);
        services.AddBusRoute<PlanRoute>(Queues.Planner);
        return builder;
    }
}
