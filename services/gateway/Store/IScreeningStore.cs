using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;

namespace MolScreen.Gateway.Store;

/// <summary>The store as the gateway sees it: over HTTP, or within the same process. Thread-safe.</summary>
public interface IScreeningStore
{
    /// <summary>Makes a job out of a library, which is read to its end while it is stored.</summary>
    /// <exception cref="StoreRefusedException">The specification or the library is not acceptable; nothing is left behind.</exception>
    Task<JobStatus> Submit(LibrarySubmission submission, Stream library, CancellationToken cancel);

    /// <summary>Every job, the newest first.</summary>
    Task<IReadOnlyList<JobStatus>> Jobs(CancellationToken cancel);

    /// <summary>One job; null when there is none.</summary>
    Task<JobStatus?> Job(Guid id, CancellationToken cancel);

    /// <summary>Stops a job. False when there is no such job or it ended already.</summary>
    Task<bool> Cancel(Guid id, CancellationToken cancel);

    /// <summary>A page of scored molecules; null when there is no such job.</summary>
    /// <exception cref="StoreRefusedException">The query cannot be understood.</exception>
    Task<RankedPage?> Ranked(Guid id, ResultQuery query, CancellationToken cancel);

    /// <summary>A page of rejected molecules; null when there is no such job.</summary>
    /// <exception cref="StoreRefusedException">The page is out of range.</exception>
    Task<RejectedPage?> Rejected(Guid id, int top, int skip, CancellationToken cancel);

    /// <summary>All that is known of one molecule; null when there is no such job or position.</summary>
    Task<MoleculeDetail?> Molecule(Guid id, int index, CancellationToken cancel);

    /// <summary>Scored molecules found by their structure; null when there is no such job.</summary>
    /// <exception cref="StoreRefusedException">The query cannot be understood.</exception>
    Task<StructurePage?> Search(Guid id, StructureSearch search, CancellationToken cancel);

    /// <summary>Writes scored molecules as CSV in UTF-8. False, with nothing written, when there is no such job.</summary>
    /// <param name="top">At most this many rows; null writes all.</param>
    /// <exception cref="StoreRefusedException">The query cannot be understood; nothing is written.</exception>
    Task<bool> Export(Guid id, string? where, string? sort, int? top, Stream destination, CancellationToken cancel);
}

/// <summary>The store refuses a request as it was made.</summary>
/// <param name="status">HTTP status that says what kind of trouble it is: 400, 404, 409, 413.</param>
/// <param name="reasons">Sentences for the person who asked; at least one.</param>
public sealed class StoreRefusedException(int status, IReadOnlyList<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Sentences for the person who asked.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
