using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MolScreen.Contracts;
using MolScreen.Contracts.Planning;
using MolScreen.Contracts.Screening;
using MolScreen.Hosting.Bus;
using MolScreen.Hosting.Settings;

namespace MolScreen.Planner;

/// <summary>The planner's table of contents.</summary>
public static class PlannerComposition
{
    /// <summary>Adds the planner to a host; settings section <c>planner</c>. Call it before the bus is added.</summary>
    public static IHostApplicationBuilder AddPlanner(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSettings<PlannerOptions>(PlannerOptions.Section);
        builder.Services.AddSingleton<LoadedPlanner>();
        builder.Services.AddSingleton<RouteSearch>();
        builder.Services.AddBusConsumer<PlanRouteConsumer, PlanRouteDefinition>();
        builder.Services.AddBusRoute<RoutePlanned>(Queues.Store);
        builder.Services.AddBusRoute<RouteNotFound>(Queues.Store);
        builder.Services.AddBusRoute<ScreeningFailed>(Queues.Store);
        return builder;
    }
}
