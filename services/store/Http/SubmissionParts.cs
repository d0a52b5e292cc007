using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using MolScreen.Contracts.Screening;

namespace MolScreen.Store.Http;

/// <summary>The two parts of a submission: <c>submission</c> (JSON), then <c>library</c> (the file, streamed).</summary>
internal static class SubmissionParts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <exception cref="ScreeningRequestException">The parts are not there in this order.</exception>
    public static async Task<(LibrarySubmission Submission, Stream Library)> Read(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            throw Refused("multipart/form-data expected.");
        }

        var parts = new MultipartReader(boundary, request.Body);
        var first = await parts.ReadNextSectionAsync(cancel) ?? throw Refused("the part 'submission' is missing.");
        LibrarySubmission submission;
        try
        {
            submission = await JsonSerializer.DeserializeAsync<LibrarySubmission>(first.Body, Json, cancel) ?? throw Refused("the part 'submission' is empty.");
        }
        catch (JsonException e)
        {
            throw Refused($"the part 'submission' is not JSON of its kind: {e.Message}");
        }

        var second = await parts.ReadNextSectionAsync(cancel) ?? throw Refused("the part 'library' is missing.");
        return (submission, second.Body);
    }

    private static ScreeningRequestException Refused(string problem) => new(RequestProblem.Invalid, $"Submission: {problem}");
}
