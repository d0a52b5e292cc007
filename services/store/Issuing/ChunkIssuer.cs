using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Results;
using MolScreen.Hosting.Bus;
using MolScreen.Store.Database;
using MolScreen.Store.Queries;
using MolScreen.Store.Recording;

namespace MolScreen.Store.Issuing;

/// <summary>Issues the chunks of all running jobs in turn, never more at a time than the options say.</summary>
public sealed class ChunkIssuer(
    ScreeningDatabase database,
    OutstandingWork work,
    Suspects suspects,
    BusPublisher bus,
    IOptions<StoreOptions> options)
{
    private int Lookahead => options.Value.OutstandingChunks * 2;

    /// <summary>Issues what may be issued now. True when anything changed.</summary>
    public async Task<bool> Issue(CancellationToken cancel)
    {
        var free = options.Value.OutstandingChunks - work.Count(WorkKind.Chunk);
        var next = free > 0 ? suspects.Next(WorkKind.Chunk, await Wanted(cancel), c => c.Attempts, free) : [];
        foreach (var chunk in next)
        {
            if (await Prepare(chunk.Job, chunk.Number, cancel) is { } message)
            {
                work.Add(new WorkItem(WorkKind.Chunk, chunk.Job, chunk.Number), TimeSpan.FromSeconds(options.Value.AnswerTimeout), chunk.Attempts > 0);
                await bus.Publish(message, cancel);
            }
        }

        return next.Count > 0;
    }

    /// <summary>Pending chunks that are not out: the first of each job, the second of each job, and so on.</summary>
    private async Task<IReadOnlyList<ChunkRow>> Wanted(CancellationToken cancel)
    {
        await using var context = database.Read();
        var jobs = await context.Jobs
            .Where(j => j.State == JobState.Queued || j.State == JobState.Running)
            .OrderBy(j => j.Number)
            .Select(j => new { j.Number, j.Molecules })
            .ToListAsync(cancel);
        var wanted = new List<(int Turn, ChunkRow Chunk)>();
        foreach (var job in jobs)
        {
            var size = await context.Chunks.Where(c => c.Job == job.Number && c.Number == 0).Select(c => c.Count).SingleAsync(cancel);
            var whole = (job.Molecules + size - 1) / size;
            var pending = context.Chunks.Where(c => c.Job == job.Number && c.State == ChunkState.Pending);

            // Halves first, the newest of them first: a bad molecule is alone soon, however large the library.
            var halves = await pending.Where(c => c.Number >= whole).OrderByDescending(c => c.Number).Take(Lookahead).ToListAsync(cancel);
            var rest = await pending.Where(c => c.Number < whole).OrderBy(c => c.Number).Take(Lookahead).ToListAsync(cancel);
            wanted.AddRange(halves.Concat(rest)
                .Where(c => !work.Contains(new WorkItem(WorkKind.Chunk, job.Number, c.Number)))
                .Select((c, turn) => (turn, c)));
        }

        return [.. wanted.OrderBy(w => w.Turn).Select(w => w.Chunk)];
    }

    /// <summary>The command for a chunk, counted as an attempt; null when there is nothing to send.</summary>
    private Task<FeaturizeMolecules?> Prepare(long job, int number, CancellationToken cancel) => database.Write(
        async (context, token) =>
        {
            var row = await context.Jobs.SingleAsync(j => j.Number == job, token);
            var chunk = await context.Chunks.SingleAsync(c => c.Job == job && c.Number == number, token);
            if (chunk.State != ChunkState.Pending || row.State is not (JobState.Queued or JobState.Running))
            {
                return null;
            }

            var missing = await MissingMolecules.In(context, chunk, token);
            row.State = JobState.Running;
            if (missing.Count == 0)
            {
                chunk.State = ChunkState.Recorded;
                return null;
            }

            if (chunk.Attempts >= Suspects.Culprit)
            {
                await ChunkBisection.Split(context, row, chunk, Suspects.Sentence, attempts: 1, token);
                return null;
            }

            chunk.Attempts++;
            var end = chunk.First + chunk.Count;
            var molecules = await context.Molecules
                .Where(m => m.Job == job && m.Index >= chunk.First && m.Index < end)
                .OrderBy(m => m.Index)
                .Select(m => new MoleculeText(m.Index, m.Id, m.Text))
                .ToListAsync(token);
            var models = JobView.Specification(row).Objectives.Select(o => o.Model).Distinct().ToList();
            return new FeaturizeMolecules(SchemaVersion.Current, row.Id, number, models, molecules.FindAll(m => missing.Contains(m.Index)));
        },
        cancel);
}
