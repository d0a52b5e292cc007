using Microsoft.EntityFrameworkCore;
using MolScreen.Contracts.Results;
using MolScreen.Store.Database;
using MolScreen.Store.Queries.Filters;

namespace MolScreen.Store.Queries;

/// <summary>The scored rows of a job that a query asks for, in its order; columns are the job's.</summary>
internal sealed record ResultSelection(IQueryable<ResultRow> Rows, bool Everything, bool ByRank, IReadOnlyList<ScoreColumnRow> Columns)
{
    /// <exception cref="ScreeningRequestException">The condition or the order cannot be understood.</exception>
    public static async Task<ResultSelection> Of(ScreeningContext context, JobRow job, string? where, string? sort, CancellationToken cancel)
    {
        var columns = await context.ScoreColumns.Where(c => c.Job == job.Number).OrderBy(c => c.Number).ToListAsync(cancel);
        var fields = new ResultFields(columns);
        var ranked = job.State is JobState.Planning or JobState.Completed;
        var rows = context.Results.Where(r => r.Job == job.Number && r.Status == ResultStatus.Scored);
        if (!string.IsNullOrWhiteSpace(where))
        {
            rows = rows.Where(Understood("where", () => FilterParser.Parse(where, fields)));
        }

        var ordered = string.IsNullOrWhiteSpace(sort)
            ? ResultOrder.ByRank(rows, ranked)
            : Understood("sort", () => ResultOrder.By(rows, sort, fields));
        return new ResultSelection(ordered, string.IsNullOrWhiteSpace(where), ranked && string.IsNullOrWhiteSpace(sort), columns);
    }

    private static T Understood<T>(string what, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (FilterException e)
        {
            throw new ScreeningRequestException(RequestProblem.Invalid, $"{what}, {e.Message}");
        }
    }
}
