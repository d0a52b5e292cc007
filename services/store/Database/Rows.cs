using MolScreen.Contracts.Results;

namespace MolScreen.Store.Database;

/// <summary>Row of <c>jobs</c>.</summary>
public sealed class JobRow
{
    /// <summary>The job's key in every other table.</summary>
    public long Number { get; init; }

    /// <summary>The job's public id.</summary>
    public required Guid Id { get; init; }

    /// <summary>A name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Where the job came from.</summary>
    public required string Source { get; init; }

    /// <summary>JSON of the job's specification.</summary>
    public required string Specification { get; init; }

    /// <summary>Where the job stands.</summary>
    public required JobState State { get; set; }

    /// <summary>Molecules in the library.</summary>
    public int Molecules { get; set; }

    /// <summary>Rows with predictions.</summary>
    public int Scored { get; set; }

    /// <summary>Rows with a reason.</summary>
    public int Rejected { get; set; }

    /// <summary>Rows of <c>plans</c>.</summary>
    public int RoutesRequested { get; set; }

    /// <summary>Plans with a route.</summary>
    public int RoutesFound { get; set; }

    /// <summary>Plans given up.</summary>
    public int RoutesNotFound { get; set; }

    /// <summary>When the job was submitted.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When the job ended, however it did.</summary>
    public DateTimeOffset? Finished { get; set; }

    /// <summary>Why it failed.</summary>
    public string? Failure { get; set; }

    /// <summary>The last of the job's events that is surely published.</summary>
    public Announcement Announced { get; set; }
}

/// <summary>The job's own events, in order.</summary>
public enum Announcement
{
    /// <summary>None yet.</summary>
    None,

    /// <summary>ScreeningRanked.</summary>
    Ranked,

    /// <summary>ScreeningCompleted; for a failed or cancelled job ScreeningFailed.</summary>
    Finished,
}

/// <summary>Row of <c>molecules</c>.</summary>
public sealed record MoleculeRow(long Job, int Index, string Id, string Text);

/// <summary>Row of <c>chunks</c>: <see cref="Count"/> molecules of the library from <see cref="First"/>.</summary>
public sealed class ChunkRow
{
    /// <summary>The job's number.</summary>
    public required long Job { get; init; }

    /// <summary>The chunk's number in its job.</summary>
    public required int Number { get; init; }

    /// <summary>Library position of the first molecule.</summary>
    public required int First { get; init; }

    /// <summary>Molecules, those rejected at intake included.</summary>
    public required int Count { get; init; }

    /// <summary>Where the chunk stands.</summary>
    public ChunkState State { get; set; }

    /// <summary>Times it was issued and neither answered nor taken back in an orderly stop.</summary>
    public int Attempts { get; set; }
}

/// <summary>Where a chunk stands.</summary>
public enum ChunkState
{
    /// <summary>Its rows are wanted.</summary>
    Pending,

    /// <summary>All its molecules have a row.</summary>
    Recorded,

    /// <summary>It failed; two smaller chunks took its place.</summary>
    Split,
}

/// <summary>Row of <c>results</c>.</summary>
public sealed class ResultRow
{
    /// <summary>The job's number.</summary>
    public long Job { get; init; }

    /// <summary>Position in the library.</summary>
    public int Index { get; init; }

    /// <summary>Scored or rejected.</summary>
    public ResultStatus Status { get; init; }

    /// <summary>Canonical SMILES; null when rejected.</summary>
    public string? Smiles { get; init; }

    /// <summary>g/mol.</summary>
    public double? MolecularWeight { get; init; }

    /// <summary>Crippen logP.</summary>
    public double? Logp { get; init; }

    /// <summary>Å².</summary>
    public double? Tpsa { get; init; }

    /// <summary>Hydrogen-bond donors.</summary>
    public double? Hbd { get; init; }

    /// <summary>Hydrogen-bond acceptors.</summary>
    public double? Hba { get; init; }

    /// <summary>Rotatable bonds.</summary>
    public double? RotatableBonds { get; init; }

    /// <summary>0 to 1.</summary>
    public double? Qed { get; init; }

    /// <summary>Code of the rejection.</summary>
    public string? Reason { get; init; }

    /// <summary>Sentence of the rejection.</summary>
    public string? Detail { get; init; }

    /// <summary>0 to 1.</summary>
    public double? Score { get; init; }

    /// <summary>Every filter accepts it.</summary>
    public bool PassesFilters { get; init; }

    /// <summary>From 1.</summary>
    public int? Rank { get; init; }

    /// <summary>The predictions.</summary>
    public ICollection<ScoreRow> Scores { get; } = [];

    /// <summary>The routes found.</summary>
    public ICollection<RouteRow> Routes { get; } = [];

    /// <summary>The library's row.</summary>
    public MoleculeRow? Molecule { get; init; }
}

/// <summary>What a row of <c>results</c> is.</summary>
public enum ResultStatus
{
    /// <summary>It has predictions.</summary>
    Scored,

    /// <summary>It has a reason.</summary>
    Rejected,
}

/// <summary>Row of <c>score_columns</c>.</summary>
public sealed record ScoreColumnRow(
    long Job, int Number, string Model, string Version, string Task, string Unit, bool HasInterval, bool HasPercentile, bool HasDomain);

/// <summary>Row of <c>scores</c>; <paramref name="Number"/> is the column's.</summary>
/// <param name="Domain">In the first column of a model, where it knows its applicability domain, as is <paramref name="DomainStatus"/>.</param>
public sealed record ScoreRow(
    long Job,
    int Index,
    int Number,
    double? Value,
    double? Desirability,
    double? Low,
    double? High,
    double? Percentile,
    double? Domain,
    string? DomainStatus);

/// <summary>Row of <c>plans</c>.</summary>
public sealed class PlanRow
{
    /// <summary>The job's number.</summary>
    public required long Job { get; init; }

    /// <summary>Position in the library.</summary>
    public required int Index { get; init; }

    /// <summary>The molecule's rank; better ones are searched first.</summary>
    public required int Place { get; init; }

    /// <summary>Index of the best molecule with the same SMILES, whose search serves this one too.</summary>
    public required int Leader { get; init; }

    /// <summary>What is searched for.</summary>
    public required string Smiles { get; init; }

    /// <summary>Where the search stands.</summary>
    public PlanState State { get; set; }

    /// <summary>Why there is no route.</summary>
    public string? Cause { get; set; }

    /// <summary>The first route is the cheapest there is.</summary>
    public bool ProvedOptimal { get; set; }

    /// <summary>JSON of what the search did.</summary>
    public string? Statistics { get; set; }

    /// <summary>Times it was issued and neither answered nor taken back in an orderly stop.</summary>
    public int Attempts { get; set; }
}

/// <summary>Where a search stands.</summary>
public enum PlanState
{
    /// <summary>An answer is wanted.</summary>
    Pending,

    /// <summary>At least one route.</summary>
    Found,

    /// <summary>Given up with a cause.</summary>
    NotFound,
}

/// <summary>Row of <c>routes</c>; <paramref name="Tree"/> is JSON.</summary>
public sealed record RouteRow(long Job, int Index, int Rank, double Cost, int Steps, string Tree);
