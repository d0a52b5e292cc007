using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Gateway.Jobs;
using MolScreen.Gateway.Store;

namespace MolScreen.Gateway.Http;

/// <summary><c>POST /jobs</c>: a library and what to do with it, as a form with a file or, for a few molecules, as JSON.</summary>
internal static class SubmitEndpoint
{
    /// <summary>Most bytes of a submission as JSON, which is held in memory; a library in a form is streamed.</summary>
    private const long MaxJsonBytes = 32L << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Map(IEndpointRouteBuilder jobs) => jobs.MapPost("/", Submit)
        .WithSummary("Screens a library.")
        .WithDescription(
            "As a form: job (a job file in YAML; or name and models, comma-separated), smiles_column, id_column, and last library (the file: SMILES, CSV, TSV, SD or MOL, also gzipped). "
            + "As JSON: job (or name and models, or the whole specification) and molecules, a list of { id, text }, the text being a SMILES or a MOL block.")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { ["multipart/form-data"] = new(), ["application/json"] = new() },
            };
            return Task.CompletedTask;
        })
        .WithMetadata(new DisableRequestSizeLimitAttribute())
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<Accepted<JobStatus>> Submit(HttpContext http, IScreeningStore store, IOptions<GatewayOptions> options)
    {
        var request = http.Request;
        var json = request.HasJsonContentType();
        var limit = json ? Math.Min(options.Value.MaxUploadBytes, MaxJsonBytes) : options.Value.MaxUploadBytes;
        if (request.ContentLength > limit)
        {
            throw TooLarge(limit, json);
        }

        // The library is parsed with blocking reads, on a thread of its own.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        var catalog = http.RequestServices.GetService<ModelCatalog>();
        var body = new LimitedStream(request.Body, limit);
        try
        {
            var form = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
            var job = form ? await FormSubmission.Submit(body, type!, store, catalog, http.RequestAborted)
                : json ? await SubmitJson(body, store, catalog, http.RequestAborted)
                : throw new BadHttpRequestException(
                    "Send multipart/form-data with a library file, or application/json.", StatusCodes.Status415UnsupportedMediaType);
            return TypedResults.Accepted(string.Create(CultureInfo.InvariantCulture, $"/jobs/{job.Id}"), job);
        }
        catch (Exception) when (body.Exceeded)
        {
            throw TooLarge(limit, json);
        }
    }

    private static BadHttpRequestException TooLarge(long limit, bool json) => json && limit == MaxJsonBytes
        ? new BadHttpRequestException(
            $"The request has more than {limit} bytes, which is the limit for JSON; send a larger library as a form with a file.",
            StatusCodes.Status413PayloadTooLarge)
        : LimitedStream.TooLarge(limit);

    private static async Task<JobStatus> SubmitJson(Stream body, IScreeningStore store, ModelCatalog? catalog, CancellationToken cancel)
    {
        JsonSubmission? submission;
        try
        {
            submission = await JsonSerializer.DeserializeAsync<JsonSubmission>(body, Json, cancel);
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException($"The body is not JSON of this kind: {e.Message}");
        }

        if (submission?.Molecules is not { Count: > 0 } molecules || molecules.Any(m => m is null))
        {
            throw new BadHttpRequestException("molecules must list at least one molecule, each as { \"id\": …, \"text\": SMILES or MOL block }.");
        }

        var specification = submission.Specification ?? JobRequest.Specification(submission.Job, submission.Name, submission.Models, catalog);
        await using var library = MoleculeList.ToCsv(molecules);
        return await store.Submit(new LibrarySubmission(Guid.NewGuid(), "api", specification, "molecules.csv", "smiles", "id"), library, cancel);
    }
}

/// <summary>A small screening as JSON; one of <paramref name="Specification"/>, <paramref name="Job"/> and <paramref name="Models"/> says what for.</summary>
/// <param name="Molecules">The library.</param>
/// <param name="Specification">The whole specification.</param>
/// <param name="Job">The text of a job file, YAML.</param>
/// <param name="Name">A name for people, with <paramref name="Models"/>.</param>
/// <param name="Models">Names of models, comma-separated; their own ranges say what is desirable.</param>
internal sealed record JsonSubmission(
    IReadOnlyList<SubmittedMolecule> Molecules,
    ScreeningSpecification? Specification = null,
    string? Job = null,
    string? Name = null,
    string? Models = null);
