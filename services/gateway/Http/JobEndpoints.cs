using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using MolScreen.Contracts.Results;
using MolScreen.Gateway.Store;

namespace MolScreen.Gateway.Http;

/// <summary>Where jobs stand.</summary>
internal static class JobEndpoints
{
    public static void Map(IEndpointRouteBuilder jobs)
    {
        jobs.MapGet("/", List).WithSummary("Every job, the newest first.");
        jobs.MapGet("/{id:guid}", Status).WithSummary("Where a job stands.");
        jobs.MapDelete("/{id:guid}", Cancel).WithSummary("Stops a job; what was recorded stays.");
    }

    private static async Task<Ok<IReadOnlyList<JobStatus>>> List(IScreeningStore store, CancellationToken cancel) =>
        TypedResults.Ok(await store.Jobs(cancel));

    private static async Task<Results<Ok<JobStatus>, ProblemHttpResult>> Status(Guid id, IScreeningStore store, CancellationToken cancel) =>
        await store.Job(id, cancel) is { } job ? TypedResults.Ok(job) : Missing.Job(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> Cancel(Guid id, IScreeningStore store, CancellationToken cancel) =>
        await store.Cancel(id, cancel) ? TypedResults.NoContent()
        : await store.Job(id, cancel) is { } job
            ? TypedResults.Problem($"Job {id} is {job.State} already.", statusCode: StatusCodes.Status409Conflict)
            : Missing.Job(id);
}

/// <summary>Answers about things that are not there.</summary>
internal static class Missing
{
    public static ProblemHttpResult Job(Guid id) => TypedResults.Problem($"There is no job {id}.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Molecule(Guid id, int index) =>
        TypedResults.Problem($"There is no job {id} with a molecule {index}; the first has index 0.", statusCode: StatusCodes.Status404NotFound);
}
