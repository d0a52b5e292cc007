using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MolScreen.Chemistry.Input;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Store.Database;
using MolScreen.Store.Issuing;
using MolScreen.Store.Queries;

namespace MolScreen.Store.Intake;

/// <summary>Makes jobs out of libraries. A library that breaks off leaves nothing behind. Thread-safe.</summary>
public sealed class ScreeningIntake(ScreeningDatabase database, OutstandingWork work, IOptions<StoreOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, bool> receiving = new();

    /// <summary>Takes in molecules, in constant memory; the same job id again is absorbed.</summary>
    /// <exception cref="ScreeningRequestException">The specification or the library is not acceptable.</exception>
    public async Task<JobStatus> Submit(LibrarySubmission submission, IEnumerable<LibraryEntry> molecules, CancellationToken cancel)
    {
        var violations = SpecificationRules.Violations(submission.Specification);
        if (violations.Count > 0)
        {
            throw new ScreeningRequestException(RequestProblem.Invalid, violations);
        }

        submission = submission with { Specification = SpecificationRules.Completed(submission.Specification) };
        if (!receiving.TryAdd(submission.JobId, true))
        {
            throw new ScreeningRequestException(RequestProblem.Conflict, $"Job {submission.JobId} is being received already.");
        }

        try
        {
            await Receive(submission, molecules, cancel);
        }
        finally
        {
            receiving.TryRemove(submission.JobId, out _);
        }

        work.Wake();
        await using var context = database.Read();
        return JobView.Of(await context.Jobs.SingleAsync(j => j.Id == submission.JobId, cancel));
    }

    /// <summary>Takes in a molecule file as it arrives; the stream is read to its end with blocking calls, the caller disposes it.</summary>
    /// <exception cref="ScreeningRequestException">The specification or the library is not acceptable.</exception>
    public Task<JobStatus> Submit(LibrarySubmission submission, Stream library, CancellationToken cancel) => Task.Run(
        async () =>
        {
            try
            {
                var columns = new MoleculeFileOptions { SmilesColumn = submission.SmilesColumn, IdColumn = submission.IdColumn };
                var rows = MoleculeFile.Read(library, submission.LibraryName, columns);
                return await Submit(submission, rows.Select(r => new LibraryEntry(r.Id, r.Text, r.Error)), cancel);
            }
            catch (MoleculeFileException e)
            {
                throw new ScreeningRequestException(RequestProblem.Invalid, e.Message);
            }
        },
        cancel);

    /// <summary>Takes in a job that came over the bus.</summary>
    public Task<JobStatus> Submit(SubmitScreening message, CancellationToken cancel) => Submit(
        new LibrarySubmission(message.JobId, message.Source, message.Specification, LibraryName: ""),
        message.Molecules.Select(m => new LibraryEntry(m.Id ?? "", m.Text ?? "")),
        cancel);

    /// <summary>Removes what a process that was killed had begun to receive.</summary>
    public Task DiscardUnfinished(CancellationToken cancel) => database.Write(
        async (context, token) =>
        {
            // Read in the transaction that deletes: a library that is whole by then must not be taken for one that broke off.
            var begun = await context.Jobs.Where(j => j.State == JobState.Receiving).Select(j => new { j.Id, j.Number }).ToListAsync(token);
            foreach (var job in begun.Where(j => !receiving.ContainsKey(j.Id)))
            {
                await Delete(context, job.Number, token);
            }

            return begun.Count;
        },
        cancel);

    private async Task Receive(LibrarySubmission submission, IEnumerable<LibraryEntry> molecules, CancellationToken cancel)
    {
        var begun = await Begin(submission, cancel);
        if (begun is not { } job)
        {
            return;
        }

        var whole = false;
        try
        {
            var writer = new LibraryWriter(database, options.Value, job);
            foreach (var molecule in molecules)
            {
                await writer.Add(molecule, cancel);
            }

            await writer.Finish(cancel);
            whole = true;
        }
        finally
        {
            if (!whole)
            {
                await Discard(job);
            }
        }
    }

    /// <summary>The new job's number; null when the job is there already.</summary>
    private Task<long?> Begin(LibrarySubmission submission, CancellationToken cancel) => database.Write<long?>(
        async (context, token) =>
        {
            var known = await context.Jobs.Where(j => j.Id == submission.JobId).Select(j => new { j.Number, j.State }).SingleOrDefaultAsync(token);
            if (known is { State: not JobState.Receiving })
            {
                return null;
            }

            if (known is not null)
            {
                // Begun by a process that was killed: start afresh.
                await Delete(context, known.Number, token);
            }

            var row = new JobRow
            {
                Id = submission.JobId,
                Name = submission.Specification.Name,
                Source = submission.Source,
                Specification = JsonSerializer.Serialize(submission.Specification, JobView.Json),
                State = JobState.Receiving,
                Created = time.GetUtcNow(),
            };
            context.Jobs.Add(row);
            await context.SaveChangesAsync(token);
            return row.Number;
        },
        cancel);

    private Task<int> Discard(long job) => database.Write((context, token) => Delete(context, job, token), CancellationToken.None);

    private static async Task<int> Delete(ScreeningContext context, long job, CancellationToken cancel)
    {
        await context.Results.Where(r => r.Job == job).ExecuteDeleteAsync(cancel);
        await context.Molecules.Where(m => m.Job == job).ExecuteDeleteAsync(cancel);
        return await context.Jobs.Where(j => j.Number == job).ExecuteDeleteAsync(cancel);
    }
}
