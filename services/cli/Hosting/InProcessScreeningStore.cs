using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Gateway.Store;
using MolScreen.Store;
using MolScreen.Store.Intake;
using MolScreen.Store.Jobs;
using MolScreen.Store.Queries;
using MolScreen.Store.Search;

namespace MolScreen.Cli.Hosting;

/// <summary>The store within this process, as the gateway sees it.</summary>
internal sealed class InProcessScreeningStore(ScreeningIntake intake, ScreeningQueries queries, StructureQueries structures, JobControl control) : IScreeningStore
{
    public Task<JobStatus> Submit(LibrarySubmission submission, Stream library, CancellationToken cancel) =>
        Answer(() => intake.Submit(submission, library, cancel));

    public Task<IReadOnlyList<JobStatus>> Jobs(CancellationToken cancel) => queries.Jobs(cancel);

    public Task<JobStatus?> Job(Guid id, CancellationToken cancel) => queries.Job(id, cancel);

    public Task<bool> Cancel(Guid id, CancellationToken cancel) => control.Cancel(id, cancel);

    public Task<RankedPage?> Ranked(Guid id, ResultQuery query, CancellationToken cancel) => Answer(() => queries.Ranked(id, query, cancel));

    public Task<RejectedPage?> Rejected(Guid id, int top, int skip, CancellationToken cancel) =>
        Answer(() => queries.Rejected(id, top, skip, cancel));

    public Task<MoleculeDetail?> Molecule(Guid id, int index, CancellationToken cancel) => queries.Molecule(id, index, cancel);

    public Task<StructurePage?> Search(Guid id, StructureSearch search, CancellationToken cancel) =>
        Answer(() => structures.Search(id, search, cancel));

    public Task<bool> Export(Guid id, string? where, string? sort, int? top, Stream destination, CancellationToken cancel) =>
        Answer(() => queries.Export(id, where, sort, top, destination, cancel));

    /// <summary>Refusals in the gateway's terms.</summary>
    private static async Task<T> Answer<T>(Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (ScreeningRequestException refusal)
        {
            throw new StoreRefusedException((int)refusal.Problem, refusal.Reasons);
        }
    }
}
