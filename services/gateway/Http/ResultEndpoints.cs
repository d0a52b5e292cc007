using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using MolScreen.Contracts.Results;
using MolScreen.Gateway.Store;

namespace MolScreen.Gateway.Http;

/// <summary>What came out of a job.</summary>
internal static class ResultEndpoints
{
    public static void Map(IEndpointRouteBuilder jobs)
    {
        jobs.MapGet("/{id:guid}/results", Ranked)
            .WithSummary("Scored molecules, by rank unless sort says otherwise; where takes a condition such as qed >= 0.5 and bace.Class > 0.7.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        jobs.MapGet("/{id:guid}/rejects", Rejected)
            .WithSummary("Molecules with a reason instead of scores, in library order.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        jobs.MapGet("/{id:guid}/molecules/{index:int}", Molecule).WithSummary("All that is known of one molecule, its routes included.");
        jobs.MapGet("/{id:guid}/search", Search)
            .WithSummary("Scored molecules by structure: similar to a SMILES (from a threshold on), with a substructure (SMARTS), or exact (SMILES).")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        jobs.MapGet("/{id:guid}/export.csv", Export)
            .WithSummary("All scored molecules that meet the condition, as CSV.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Results<Ok<RankedPage>, ProblemHttpResult>> Ranked(
        Guid id, IScreeningStore store, CancellationToken cancel, int top = 50, int skip = 0, string? sort = null, string? where = null) =>
        await store.Ranked(id, new ResultQuery(top, skip, sort, where), cancel) is { } page ? TypedResults.Ok(page) : Missing.Job(id);

    private static async Task<Results<Ok<RejectedPage>, ProblemHttpResult>> Rejected(
        Guid id, IScreeningStore store, CancellationToken cancel, int top = 50, int skip = 0) =>
        await store.Rejected(id, top, skip, cancel) is { } page ? TypedResults.Ok(page) : Missing.Job(id);

    private static async Task<Results<Ok<MoleculeDetail>, ProblemHttpResult>> Molecule(Guid id, int index, IScreeningStore store, CancellationToken cancel) =>
        await store.Molecule(id, index, cancel) is { } molecule ? TypedResults.Ok(molecule) : Missing.Molecule(id, index);

    private static async Task<Results<Ok<StructurePage>, ProblemHttpResult>> Search(
        Guid id,
        IScreeningStore store,
        CancellationToken cancel,
        string? similar = null,
        string? substructure = null,
        string? exact = null,
        double threshold = 0,
        bool chirality = false,
        int top = 100) =>
        await store.Search(id, new StructureSearch(similar, substructure, exact, threshold, chirality, top), cancel) is { } page
            ? TypedResults.Ok(page)
            : Missing.Job(id);

    private static async Task<Results<EmptyHttpResult, ProblemHttpResult>> Export(
        Guid id, HttpResponse response, IScreeningStore store, CancellationToken cancel, string? where = null, string? sort = null, int? top = null)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{id}.csv\"";
        if (await store.Export(id, where, sort, top, response.Body, cancel))
        {
            return TypedResults.Empty;
        }

        response.Headers.ContentDisposition = default;
        return Missing.Job(id);
    }
}
