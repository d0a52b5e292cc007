using MolScreen.Contracts.Results;
using MolScreen.Gateway.Store;

namespace MolScreen.Gateway.Pipelines;

/// <summary>Reads the results of a pipeline's job out of the store.</summary>
public sealed class BatchResults(IScreeningStore store)
{
    /// <summary>The results; null when the job is not a pipeline's.</summary>
    public async Task<BatchResult?> Of(Guid jobId, CancellationToken cancel)
    {
        if (await Batch(jobId, cancel) is not { } batch)
        {
            return null;
        }

        var ranked = await store.Ranked(jobId, new ResultQuery(BatchIntake.MaxMolecules), cancel);
        var rejected = await store.Rejected(jobId, BatchIntake.MaxMolecules, 0, cancel);
        var units = ranked!.Columns.ToDictionary(column => $"{column.Model}.{column.Task}", column => column.Unit);
        return new BatchResult(
            BatchIntake.Schema,
            batch,
            jobId,
            "completed",
            null,
            [.. ranked.Molecules.Select(molecule => Scored(molecule, units)).Concat(rejected!.Molecules.Select(Rejected)).OrderBy(row => row.Index)]);
    }

    /// <summary>What came of a pipeline's job that has ended; null while it has not, and when there is no such job.</summary>
    public async Task<BatchResult?> Ended(Guid jobId, CancellationToken cancel) => await store.Job(jobId, cancel) switch
    {
        { State: JobState.Completed } => await Of(jobId, cancel),
        { State: JobState.Failed } failed => await Failed(jobId, failed.Failure ?? "", cancel),
        { State: JobState.Cancelled } => await Failed(jobId, "cancelled", cancel),
        _ => null,
    };

    /// <summary>The news that a pipeline's job failed; null when the job is not a pipeline's.</summary>
    public async Task<BatchResult?> Failed(Guid jobId, string reason, CancellationToken cancel) =>
        await Batch(jobId, cancel) is { } batch ? new BatchResult(BatchIntake.Schema, batch, jobId, "failed", reason, []) : null;

    private async Task<string?> Batch(Guid jobId, CancellationToken cancel) =>
        await store.Job(jobId, cancel) is { } job && job.Source.StartsWith(BatchIntake.SourcePrefix, StringComparison.Ordinal)
            ? job.Source[BatchIntake.SourcePrefix.Length..]
            : null;

    private static MoleculeResult Scored(RankedMolecule molecule, Dictionary<string, string> units) => new(
        molecule.Index,
        molecule.Id,
        molecule.Smiles,
        molecule.Rank,
        molecule.Score,
        molecule.PassesFilters,
        molecule.Components.ToDictionary(component => $"{component.Model}.{component.Task}", component => component.Value),
        units,
        molecule.Properties,
        molecule.Route,
        molecule.Components.Any(component => component.Low is not null || component.Percentile is not null)
            ? molecule.Components.ToDictionary(
                component => $"{component.Model}.{component.Task}", component => new ScoreCertainty(component.Low, component.High, component.Percentile))
            : null,
        molecule.Domains?.ToDictionary(domain => domain.Model),
        null,
        null);

    private static MoleculeResult Rejected(RejectedRow row) =>
        new(row.Index, row.Id, null, null, null, null, null, null, null, null, null, null, row.Reason, row.Detail);
}
