using System.Text.Json.Serialization;
using MolScreen.Contracts.Screening;

namespace MolScreen.Contracts.Results;

/// <summary>Where a job stands.</summary>
/// <param name="Source">Where the job came from, for example <c>upload</c> or <c>pipeline:nightly</c>.</param>
/// <param name="Molecules">Molecules in the library; <paramref name="Scored"/> + <paramref name="Rejected"/> once every chunk is recorded.</param>
/// <param name="Scored">Rows with predictions so far.</param>
/// <param name="Rejected">Rows with a reason instead so far.</param>
/// <param name="RoutesRequested">Molecules that get a synthesis search; known once the job is ranked.</param>
/// <param name="RoutesFound">Of these, with at least one route so far.</param>
/// <param name="RoutesNotFound">Of these, given up with a cause so far.</param>
/// <param name="Finished">When the job was completed, failed or cancelled; null before.</param>
/// <param name="Failure">Why the job failed; null unless it did.</param>
public sealed record JobStatus(
    Guid Id,
    string Name,
    string Source,
    JobState State,
    int Molecules,
    int Scored,
    int Rejected,
    int RoutesRequested,
    int RoutesFound,
    int RoutesNotFound,
    DateTimeOffset Created,
    DateTimeOffset? Finished,
    string? Failure,
    ScreeningSpecification Specification)
{
    /// <summary>Whether nothing more will change.</summary>
    [JsonIgnore]
    public bool IsFinished => State is JobState.Completed or JobState.Failed or JobState.Cancelled;
}

/// <summary>The states of a job, in the order it goes through them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
public enum JobState
{
    /// <summary>The library is still being taken in; lists do not show the job.</summary>
    [JsonStringEnumMemberName("receiving")]
    Receiving,

    /// <summary>No chunk was issued yet.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>Chunks are being featurized and scored.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Ranked; routes are being searched.</summary>
    [JsonStringEnumMemberName("planning")]
    Planning,

    /// <summary>Ranked, and every requested route is found or given up.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>Cannot go on; <see cref="JobStatus.Failure"/> says why.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Stopped by request; what was recorded stays.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}
