using MolScreen.Contracts.Screening;

namespace MolScreen.Gateway.Jobs;

/// <summary>What a caller of the API wants, said in one of two ways.</summary>
internal static class JobRequest
{
    /// <param name="job">Text of a job file.</param>
    /// <param name="name">With <paramref name="models"/>: a name for people.</param>
    /// <param name="models">Instead of a job file: names of models, comma-separated.</param>
    /// <exception cref="JobFileException">Neither is given, both are, or what is given cannot be used.</exception>
    public static ScreeningSpecification Specification(string? job, string? name, string? models, ModelCatalog? catalog)
    {
        if (job is not null)
        {
            return models is null && name is null
                ? JobFile.Parse(job, "job", catalog)
                : throw new JobFileException(["Give either a job file or name and models, not both."]);
        }

        var names = (models ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length == 0 || catalog is null
            ? throw new JobFileException(["There is no job file: send the part 'job', or models where this installation knows its models."])
            : DefaultJob.For(name ?? string.Join(", ", names), names, catalog);
    }
}
