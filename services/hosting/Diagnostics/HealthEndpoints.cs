using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;

namespace MolScreen.Hosting.Diagnostics;

/// <summary>Health over HTTP, for supervisors.</summary>
public static class HealthEndpoints
{
    /// <summary><c>/health/live</c>: the process answers. <c>/health</c>: it is on the bus and can work (else 503).</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false });
        endpoints.MapHealthChecks("/health");
        return endpoints;
    }
}
