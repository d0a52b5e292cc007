using System.Text.Json;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Store.Database;

namespace MolScreen.Store.Queries;

/// <summary>Rows as the outside sees them.</summary>
internal static class JobView
{
    /// <summary>How specifications, routes and statistics are written into the database.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static ScreeningSpecification Specification(JobRow job) =>
        JsonSerializer.Deserialize<ScreeningSpecification>(job.Specification, Json)!;

    public static JobStatus Of(JobRow job) => new(
        job.Id,
        job.Name,
        job.Source,
        job.State,
        job.Molecules,
        job.Scored,
        job.Rejected,
        job.RoutesRequested,
        job.RoutesFound,
        job.RoutesNotFound,
        job.Created,
        job.Finished,
        job.Failure,
        Specification(job));
}
