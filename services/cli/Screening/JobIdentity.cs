using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Gateway.Pipelines;
using MolScreen.Gnn;
using MolScreen.Gnn.Bundles;
using MolScreen.Planner;
using MolScreen.Retro.Bundles;
using MolScreen.Store.Queries;

namespace MolScreen.Cli.Screening;

/// <summary>
/// Job ids that follow from what is screened: the same library, specification, model versions and, for routes, stock are the same job, so that
/// the same command finds an interrupted job again.
/// </summary>
internal static class JobIdentity
{
    private static readonly Guid Scope = new("0d1e1d3c-7f53-5a0e-8f0a-6f4f8f3f5b21");

    /// <summary>The id; past ones that failed or were cancelled are left alone.</summary>
    public static async Task<Guid> Of(
        ScreeningRequest request, ScreeningSpecification specification, PlannerOptions planner, ScreeningQueries queries, CancellationToken cancel)
    {
        if (request.FromStandardInput)
        {
            return Guid.NewGuid();
        }

        var content = await Content(request, specification, planner, cancel);
        for (var attempt = 0; ; attempt++)
        {
            var id = NamedGuid.Of(Scope, $"{content}/{attempt}");
            if (await queries.Job(id, cancel) is not { State: JobState.Failed or JobState.Cancelled })
            {
                return id;
            }
        }
    }

    private static async Task<string> Content(
        ScreeningRequest request, ScreeningSpecification specification, PlannerOptions planner, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var library = File.OpenRead(request.Library))
        {
            hash.AppendData(await SHA256.HashDataAsync(library, cancel));
        }

        var models = specification.Objectives.Select(objective => objective.Model).Distinct()
            .Select(model => BundleFolder.ReadManifest(BundleCatalog.Resolve(model)))
            .Select(manifest => string.Join('\n', manifest.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key} {file.Value}")));
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n',
        [
            JsonSerializer.Serialize(specification), request.Columns.SmilesColumn ?? "", request.Columns.IdColumn ?? "", .. models,
        ])));
        if (specification.Routes is { Molecules: > 0 })
        {
            var bundle = RetroBundle.Resolve(planner.Bundle);
            foreach (var file in new[] { Path.Combine(bundle, "manifest.yaml"), planner.Stock ?? Path.Combine(bundle, "stock.bin") })
            {
                await using var content = File.OpenRead(file);
                hash.AppendData(await SHA256.HashDataAsync(content, cancel));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
