using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using MolScreen.Contracts.Results;
using MolScreen.Store.Intake;
using MolScreen.Store.Jobs;
using MolScreen.Store.Queries;
using MolScreen.Store.Search;

namespace MolScreen.Store.Http;

/// <summary>The store's HTTP interface, for the gateway. It trusts its caller: bind it to an inner network.</summary>
public static class StoreEndpoints
{
    /// <summary>Maps everything below <c>/store/jobs</c>.</summary>
    public static IEndpointRouteBuilder MapStore(this IEndpointRouteBuilder app)
    {
        var jobs = app.MapGroup("/store/jobs").AddEndpointFilter(RefusalFilter.Invoke);
        jobs.MapPut("/{id:guid}", Submit).WithMetadata(new DisableRequestSizeLimitAttribute());
        jobs.MapGet("/", (ScreeningQueries queries, CancellationToken cancel) => queries.Jobs(cancel));
        jobs.MapGet("/{id:guid}", async (Guid id, ScreeningQueries queries, CancellationToken cancel) =>
            Found(await queries.Job(id, cancel)));
        jobs.MapDelete("/{id:guid}", async Task<Results<NoContent, NotFound>> (Guid id, JobControl control, CancellationToken cancel) =>
            await control.Cancel(id, cancel) ? TypedResults.NoContent() : TypedResults.NotFound());
        jobs.MapGet("/{id:guid}/results", async (Guid id, [AsParameters] ResultQuery query, ScreeningQueries queries, CancellationToken cancel) =>
            Found(await queries.Ranked(id, query, cancel)));
        jobs.MapGet("/{id:guid}/rejects", async (Guid id, ScreeningQueries queries, CancellationToken cancel, int top = 50, int skip = 0) =>
            Found(await queries.Rejected(id, top, skip, cancel)));
        jobs.MapGet("/{id:guid}/molecules/{index:int}", async (Guid id, int index, ScreeningQueries queries, CancellationToken cancel) =>
            Found(await queries.Molecule(id, index, cancel)));
        jobs.MapGet("/{id:guid}/search", async (Guid id, [AsParameters] StructureSearch search, StructureQueries queries, CancellationToken cancel) =>
            Found(await queries.Search(id, search, cancel)));
        jobs.MapGet("/{id:guid}/export.csv", Export);
        return app;
    }

    private static Results<Ok<T>, NotFound> Found<T>(T? value)
        where T : class => value is null ? TypedResults.NotFound() : TypedResults.Ok(value);

    private static async Task<Ok<JobStatus>> Submit(Guid id, HttpRequest request, ScreeningIntake intake, CancellationToken cancel)
    {
        // The library is parsed with blocking reads, on a thread of its own.
        request.HttpContext.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
        var (submission, library) = await SubmissionParts.Read(request, cancel);
        return TypedResults.Ok(await intake.Submit(submission with { JobId = id }, library, cancel));
    }

    private static async Task<Results<EmptyHttpResult, NotFound>> Export(
        Guid id, HttpResponse response, ScreeningQueries queries, CancellationToken cancel, string? where = null, string? sort = null, int? top = null)
    {
        response.ContentType = "text/csv; charset=utf-8";
        return await queries.Export(id, where, sort, top, response.Body, cancel) ? TypedResults.Empty : TypedResults.NotFound();
    }
}
