using MolScreen.Chemistry.Input;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Hosting;
using MolScreen.Contracts.Screening;
using MolScreen.Gateway.Jobs;
using MolScreen.Retro;
using MolScreen.Retro.Bundles;

namespace MolScreen.Cli.Screening;

/// <summary>Turns a request into a specification, and refuses what cannot work before anything is written.</summary>
internal static class RequestedJob
{
    private const int DefaultRoutes = 3;

    /// <summary>The specification.</summary>
    /// <exception cref="InputException">The library or the options cannot be used.</exception>
    /// <exception cref="JobFileException">The job file cannot be used.</exception>
    public static ScreeningSpecification Specification(ScreeningRequest request)
    {
        RequireLibrary(request);
        var catalog = InstalledModels.Catalog();
        if (request.JobFile is not { } path)
        {
            var name = request.FromStandardInput ? "standard input" : Path.GetFileName(request.Library);
            return DefaultJob.For(name, request.Models ?? [], catalog, Routes(request.Routes ?? (HasPlanner() ? DefaultRoutes : 0), null));
        }

        if (request.Models is not null)
        {
            throw new InputException("give either --job or --models, not both");
        }

        var specification = JobFile.Parse(Read(path), path, catalog);
        return request.Routes is { } routes ? specification with { Routes = Routes(routes, specification.Routes) } : specification;
    }

    private static RouteRequest? Routes(int molecules, RouteRequest? asked) =>
        molecules == 0 ? null : (asked ?? new RouteRequest(molecules)) with { Molecules = molecules };

    private static void RequireLibrary(ScreeningRequest request)
    {
        if (request.FromStandardInput)
        {
            return;
        }

        if (!File.Exists(request.Library))
        {
            throw new InputException($"{request.Library}: no such file");
        }

        if (!MoleculeFile.Read(request.Library, request.Columns).Any())
        {
            throw new InputException($"{request.Library}: there is no molecule in it");
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the job file cannot be read. {e.Message}", e);
        }
    }

    private static bool HasPlanner()
    {
        try
        {
            return RetroBundle.Resolve().Length > 0;
        }
        catch (RetroException)
        {
            return false;
        }
    }
}
