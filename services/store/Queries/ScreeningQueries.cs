using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MolScreen.Contracts.Planning;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Scoring;
using MolScreen.Store.Database;
using MolScreen.Store.Intake;

namespace MolScreen.Store.Queries;

/// <summary>All that can be asked of jobs and results. Thread-safe.</summary>
public sealed class ScreeningQueries(ScreeningDatabase database)
{
    /// <summary>Most rows of one page.</summary>
    public const int MaxPage = 10_000;

    /// <summary>Queries over an existing database, which is only read; another process may be writing to it.</summary>
    /// <exception cref="DatabaseException">There is no such file, or it is not a MolScreen database of this version.</exception>
    public static ScreeningQueries Open(string databasePath) => new(ScreeningDatabase.OpenReadOnly(databasePath));

    /// <summary>Every job, the newest first.</summary>
    public async Task<IReadOnlyList<JobStatus>> Jobs(CancellationToken cancel)
    {
        await using var context = database.Read();
        var jobs = await context.Jobs.Where(j => j.State != JobState.Receiving).OrderByDescending(j => j.Number).ToListAsync(cancel);
        return [.. jobs.Select(JobView.Of)];
    }

    /// <summary>One job; null when there is none of this id.</summary>
    public async Task<JobStatus?> Job(Guid id, CancellationToken cancel)
    {
        await using var context = database.Read();
        return await Find(context, id, cancel) is { } job ? JobView.Of(job) : null;
    }

    /// <summary>A job as people name it: its id, the first characters of its id, its name, or <c>last</c>.</summary>
    /// <exception cref="ScreeningRequestException">No job, or several, are meant.</exception>
    public async Task<JobStatus> Named(string text, CancellationToken cancel)
    {
        var jobs = await Jobs(cancel);
        if (text.Equals("last", StringComparison.OrdinalIgnoreCase) && jobs.Count > 0)
        {
            return jobs[0];
        }

        var meant = jobs.Where(j => j.Name == text || (text.Length >= 4 && j.Id.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase))).ToList();
        return meant.Count switch
        {
            1 => meant[0],
            0 => throw new ScreeningRequestException(RequestProblem.NotFound, $"There is no job {text}."),
            _ => throw new ScreeningRequestException(
                RequestProblem.Invalid, $"{text} is the name of several jobs: {string.Join(", ", meant.Select(j => j.Id))}; give the id."),
        };
    }

    /// <summary>A page of scored molecules; null when there is no such job.</summary>
    /// <exception cref="ScreeningRequestException">The query cannot be understood.</exception>
    public async Task<RankedPage?> Ranked(Guid id, ResultQuery query, CancellationToken cancel)
    {
        RequirePage(query.Top, query.Skip);
        await using var context = database.Read();
        if (await Find(context, id, cancel) is not { } job)
        {
            return null;
        }

        var selection = await ResultSelection.Of(context, job, query.Where, query.Sort, cancel);
        var total = selection.Everything ? job.Scored : await selection.Rows.CountAsync(cancel);

        // The whole ranking is paged by the rank itself, which costs the same on every page.
        var page = selection is { Everything: true, ByRank: true }
            ? selection.Rows.Where(r => r.Rank > query.Skip)
            : selection.Rows.Skip(query.Skip);
        var indices = await page.Take(query.Top).Select(r => r.Index).ToListAsync(cancel);
        var molecules = await RankedRows.Load(context, job.Number, selection.Columns, indices, cancel);
        return new RankedPage(id, job.State, total, query.Skip, [.. selection.Columns.Select(Column)], molecules);
    }

    /// <summary>A page of rejected molecules in library order; null when there is no such job.</summary>
    /// <exception cref="ScreeningRequestException">The page is out of range.</exception>
    public async Task<RejectedPage?> Rejected(Guid id, int top, int skip, CancellationToken cancel)
    {
        RequirePage(top, skip);
        await using var context = database.Read();
        if (await Find(context, id, cancel) is not { } job)
        {
            return null;
        }

        var rows = await context.Results
            .Where(r => r.Job == job.Number && r.Status == ResultStatus.Rejected)
            .OrderBy(r => r.Index)
            .Skip(skip)
            .Take(top)
            .Select(r => new RejectedRow(r.Index, r.Molecule!.Id, LibraryEntry.Cut(r.Molecule.Text), r.Reason!, r.Detail!))
            .ToListAsync(cancel);
        return new RejectedPage(id, job.Rejected, skip, rows);
    }

    /// <summary>All that is known of one molecule; null when there is no such job or position.</summary>
    public async Task<MoleculeDetail?> Molecule(Guid id, int index, CancellationToken cancel)
    {
        await using var context = database.Read();
        if (await Find(context, id, cancel) is not { } job
            || await context.Molecules.SingleOrDefaultAsync(m => m.Job == job.Number && m.Index == index, cancel) is not { } molecule)
        {
            return null;
        }

        var row = await context.Results.SingleOrDefaultAsync(r => r.Job == job.Number && r.Index == index, cancel);
        var columns = await context.ScoreColumns.Where(c => c.Job == job.Number).OrderBy(c => c.Number).ToListAsync(cancel);
        var scored = row is { Status: ResultStatus.Scored } ? (await RankedRows.Load(context, job.Number, columns, [index], cancel))[0] : null;
        var plan = await context.Plans.SingleOrDefaultAsync(p => p.Job == job.Number && p.Index == index, cancel);
        var routes = await context.Routes.Where(r => r.Job == job.Number && r.Index == index).OrderBy(r => r.Rank).ToListAsync(cancel);
        return new MoleculeDetail(
            id,
            index,
            molecule.Id,
            molecule.Text,
            scored,
            row is { Status: ResultStatus.Rejected } ? new RejectedRow(index, molecule.Id, LibraryEntry.Cut(molecule.Text), row.Reason!, row.Detail!) : null,
            [.. routes.Select(r => new Route(r.Cost, r.Steps, JsonSerializer.Deserialize<RouteMolecule>(r.Tree, JobView.Json)!))],
            plan?.Statistics is { } statistics ? JsonSerializer.Deserialize<SearchStatistics>(statistics, JobView.Json) : null);
    }

    /// <summary>Writes scored molecules as CSV, in constant memory. False when there is no such job; nothing is written then.</summary>
    /// <param name="top">At most this many rows; null writes all.</param>
    /// <exception cref="ScreeningRequestException">The query cannot be understood; nothing is written then.</exception>
    public async Task<bool> Export(Guid id, string? where, string? sort, int? top, TextWriter output, CancellationToken cancel)
    {
        await using var context = database.Read();
        if (await Find(context, id, cancel) is not { } job)
        {
            return false;
        }

        var selection = await ResultSelection.Of(context, job, where, sort, cancel);
        await using var details = database.Read();
        await new ResultCsv(output, selection.Columns).Write(
            top is { } limit ? selection.Rows.Take(limit) : selection.Rows,
            indices => RankedRows.Load(details, job.Number, selection.Columns, indices, cancel),
            cancel);
        return true;
    }

    /// <summary>The same in UTF-8. The stream is not even flushed when nothing is written, so that an HTTP answer can still say no.</summary>
    public async Task<bool> Export(Guid id, string? where, string? sort, int? top, Stream destination, CancellationToken cancel)
    {
        var writer = new StreamWriter(destination, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        if (!await Export(id, where, sort, top, writer, cancel))
        {
            return false;
        }

        await writer.DisposeAsync();
        return true;
    }

    private static ScoreColumn Column(ScoreColumnRow c) =>
        new(c.Model, c.Version, c.Task, c.Unit, c.HasInterval, c.HasPercentile, c.HasDomain);

    private static Task<JobRow?> Find(ScreeningContext context, Guid id, CancellationToken cancel) =>
        context.Jobs.SingleOrDefaultAsync(j => j.Id == id && j.State != JobState.Receiving, cancel);

    private static void RequirePage(int top, int skip)
    {
        if (top is < 1 or > MaxPage || skip < 0)
        {
            throw new ScreeningRequestException(RequestProblem.Invalid, $"top must be 1 to {MaxPage}, skip 0 or more; not {top} and {skip}.");
        }
    }
}
