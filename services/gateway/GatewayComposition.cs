using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MolScreen.Gateway.Http;
using MolScreen.Gateway.Store;
using MolScreen.Hosting.Settings;

namespace MolScreen.Gateway;

/// <summary>The gateway's table of contents.</summary>
public static class GatewayComposition
{
    /// <summary>
    /// Adds the REST API to a host; settings section <c>gateway</c>. The host also needs an <see cref="IScreeningStore"/>, and
    /// may have a <see cref="Jobs.ModelCatalog"/> so that unknown models are refused at the door.
    /// </summary>
    public static IHostApplicationBuilder AddGateway(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<GatewayOptions>(GatewayOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOpenApi();
        return builder;
    }

    /// <summary>Adds the <see cref="IScreeningStore"/> of another process, at the address in the settings.</summary>
    public static IHostApplicationBuilder AddHttpScreeningStore(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHttpClient<IScreeningStore, HttpScreeningStore>((services, client) =>
        {
            client.BaseAddress = new Uri(services.GetRequiredService<IOptions<GatewayOptions>>().Value.Store);
            client.Timeout = Timeout.InfiniteTimeSpan;
        });
        return builder;
    }

    /// <summary>Maps <c>/jobs</c> and the API's own description, <c>/openapi/v1.json</c>.</summary>
    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi();
        var jobs = app.MapGroup("/jobs").WithTags("jobs").AddEndpointFilter(RefusalFilter.Invoke);
        SubmitEndpoint.Map(jobs);
        JobEndpoints.Map(jobs);
        ResultEndpoints.Map(jobs);
        return app;
    }
}
