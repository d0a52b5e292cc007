using System.Text.Json;
using MolScreen.Contracts;
using MolScreen.Contracts.Screening;
using MolScreen.Gateway.Jobs;

namespace MolScreen.Gateway.Pipelines;

/// <summary>Makes the command to screen out of a pipeline's batch.</summary>
public sealed class BatchIntake(ModelCatalog? catalog = null)
{
    /// <summary>Version of the batch's form.</summary>
    public const int Schema = 1;

    /// <summary>Most molecules of one batch; larger libraries are several batches, or an upload.</summary>
    public const int MaxMolecules = 10_000;

    /// <summary>Longest name of a batch, in characters.</summary>
    public const int MaxName = 200;

    /// <summary>What a job's source begins with when it came from a pipeline; the batch's name follows.</summary>
    public const string SourcePrefix = "pipeline:";

    /// <summary>The command; the same for the same batch.</summary>
    /// <exception cref="InvalidBatchException">The batch is not acceptable; all problems are told together.</exception>
    public SubmitScreening Read(MoleculeBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var problems = Problems(batch).ToList();
        if (problems.Count > 0)
        {
            throw new InvalidBatchException(problems);
        }

        return new SubmitScreening(
            SchemaVersion.Current,
            NamedGuid.Of(NamedGuid.Batches, batch.Batch!),
            SourcePrefix + batch.Batch,
            Specification(batch),
            [.. batch.Molecules!.Select(molecule => new SubmittedMolecule(molecule!.Id ?? "", molecule.Smiles ?? ""))]);
    }

    private static IEnumerable<string> Problems(MoleculeBatch batch)
    {
        if (batch.Schema != Schema)
        {
            yield return $"schema: must be {Schema}, not {batch.Schema}.";
        }

        if (string.IsNullOrWhiteSpace(batch.Batch) || batch.Batch.Length > MaxName)
        {
            yield return $"batch: must be a name of 1 to {MaxName} characters.";
        }

        if (batch.Molecules is not { Count: > 0 and <= MaxMolecules } molecules || molecules.Any(molecule => molecule is null))
        {
            yield return $"molecules: must list 1 to {MaxMolecules} molecules, each as {{\"id\": …, \"smiles\": …}}.";
        }

        var hasJob = batch.Job is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) };
        if (hasJob == batch.Models is { Count: > 0 })
        {
            yield return "models, job: give one of the two.";
        }
        else if (hasJob && batch.Job!.Value.ValueKind != JsonValueKind.Object)
        {
            yield return "job: must be an object with the keys of a job file.";
        }
        else if (batch.Models?.Any(string.IsNullOrWhiteSpace) == true)
        {
            yield return "models: must be names of models.";
        }
    }

    private ScreeningSpecification Specification(MoleculeBatch batch)
    {
        try
        {
            // JSON is YAML: the job is read as a job file.
            return batch.Models is { Count: > 0 } models
                ? DefaultJob.For(batch.Batch!, [.. models.Select(model => model!)], catalog ?? new ModelCatalog([]))
                : JobFile.Parse(batch.Job!.Value.GetRawText(), "job", catalog);
        }
        catch (JobFileException exception)
        {
            throw new InvalidBatchException(exception.Problems);
        }
    }
}
