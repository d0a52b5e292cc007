using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace MolScreen.Gateway.Store;

/// <summary>
/// The store of another process. Questions are asked again when the store is away; an upload is not, because its stream is
/// spent. The client's base address is the store's.
/// </summary>
public sealed class HttpScreeningStore : IScreeningStore
{
    private readonly HttpClient client;
    private readonly ResiliencePipeline<HttpResponseMessage> questions;

    /// <summary>A store behind <paramref name="client"/>, which must not have a time limit of its own.</summary>
    public HttpScreeningStore(HttpClient client, IOptions<GatewayOptions> options, TimeProvider time)
    {
        this.client = client;
        questions = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                    .Handle<HttpRequestException>()
                    .Handle<TimeoutRejectedException>()
                    .HandleResult(r => r.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout),
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
            })
            .AddTimeout(TimeSpan.FromSeconds(options.Value.StoreTimeout))
            .Build();
    }

    /// <inheritdoc/>
    public async Task<JobStatus> Submit(LibrarySubmission submission, Stream library, CancellationToken cancel)
    {
        using var parts = new MultipartFormDataContent
        {
            { JsonContent.Create(submission), "submission" },
            { new StreamContent(library) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "library", "library" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Put, Path(submission.JobId)) { Content = parts };
        using var response = await client.SendAsync(request, cancel);
        return await Read<JobStatus>(response, cancel) ?? throw new HttpRequestException("The store does not take submissions at its address.");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobStatus>> Jobs(CancellationToken cancel) => await Ask<List<JobStatus>>("/store/jobs", cancel) ?? [];

    /// <inheritdoc/>
    public Task<JobStatus?> Job(Guid id, CancellationToken cancel) => Ask<JobStatus>(Path(id), cancel);

    /// <inheritdoc/>
    public async Task<bool> Cancel(Guid id, CancellationToken cancel)
    {
        using var response = await questions.ExecuteAsync(async token => await client.DeleteAsync(Path(id), token), cancel);
        return response.StatusCode != HttpStatusCode.NotFound && response.EnsureSuccessStatusCode().IsSuccessStatusCode;
    }

    /// <inheritdoc/>
    public Task<RankedPage?> Ranked(Guid id, ResultQuery query, CancellationToken cancel) => Ask<RankedPage>(
        With($"{Path(id)}/results", ("top", Text(query.Top)), ("skip", Text(query.Skip)), ("sort", query.Sort), ("where", query.Where)), cancel);

    /// <inheritdoc/>
    public Task<RejectedPage?> Rejected(Guid id, int top, int skip, CancellationToken cancel) =>
        Ask<RejectedPage>(With($"{Path(id)}/rejects", ("top", Text(top)), ("skip", Text(skip))), cancel);

    /// <inheritdoc/>
    public Task<MoleculeDetail?> Molecule(Guid id, int index, CancellationToken cancel) =>
        Ask<MoleculeDetail>($"{Path(id)}/molecules/{Text(index)}", cancel);

    /// <inheritdoc/>
    public Task<StructurePage?> Search(Guid id, StructureSearch search, CancellationToken cancel) => Ask<StructurePage>(
        With(
            $"{Path(id)}/search",
            ("similar", search.Similar),
            ("substructure", search.Substructure),
            ("exact", search.Exact),
            ("threshold", search.Threshold.ToString(CultureInfo.InvariantCulture)),
            ("chirality", search.Chirality ? "true" : "false"),
            ("top", Text(search.Top))),
        cancel);

    /// <inheritdoc/>
    public async Task<bool> Export(Guid id, string? where, string? sort, int? top, Stream destination, CancellationToken cancel)
    {
        var address = With($"{Path(id)}/export.csv", ("where", where), ("sort", sort), ("top", top is { } limit ? Text(limit) : null));
        using var response = await questions.ExecuteAsync(
            async token => await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, token), cancel);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        await ThrowIfRefused(response, cancel);
        await response.Content.CopyToAsync(destination, cancel);
        return true;
    }

    private static string Path(Guid id) => $"/store/jobs/{id}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string With(string path, params (string Key, string? Value)[] query) =>
        QueryHelpers.AddQueryString(path, query.Where(q => q.Value is not null).Select(q => KeyValuePair.Create(q.Key, q.Value)));

    private async Task<T?> Ask<T>(string address, CancellationToken cancel)
        where T : class
    {
        using var response = await questions.ExecuteAsync(async token => await client.GetAsync(address, token), cancel);
        return await Read<T>(response, cancel);
    }

    private static async Task<T?> Read<T>(HttpResponseMessage response, CancellationToken cancel)
        where T : class
    {
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await ThrowIfRefused(response, cancel);
        return await response.Content.ReadFromJsonAsync<T>(cancel);
    }

    private static async Task ThrowIfRefused(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge)
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
            throw new StoreRefusedException(
                (int)response.StatusCode,
                problem.TryGetProperty("reasons", out var reasons) ? [.. reasons.EnumerateArray().Select(r => r.GetString()!)] : ["The store refuses the request."]);
        }

        response.EnsureSuccessStatusCode();
    }
}
