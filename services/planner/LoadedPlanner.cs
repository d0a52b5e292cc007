using Microsoft.Extensions.Options;
using MolScreen.Retro;

namespace MolScreen.Planner;

/// <summary>The route planner of the settings, opened when it is first needed. Thread-safe.</summary>
public sealed class LoadedPlanner(IOptions<PlannerOptions> options) : IDisposable
{
    private readonly Lock guard = new();
    private RoutePlanner? planner;

    /// <summary>The planner.</summary>
    /// <exception cref="RetroException">Its bundle or stock cannot be used. It is tried again the next time.</exception>
    public RoutePlanner Get()
    {
        lock (guard)
        {
            return planner ??= RoutePlanner.Open(options.Value.Bundle, options.Value.Stock);
        }
    }

    public void Dispose() => planner?.Dispose();
}
