using MolScreen.Contracts.Results;
using MolScreen.Store.Database;

namespace MolScreen.Store.Intake;

/// <summary>
/// Writes one library in batches, so that a slow upload neither holds the database nor fills the memory. Until
/// <see cref="Finish"/> the job is in state receiving and nobody works on it.
/// </summary>
internal sealed class LibraryWriter(ScreeningDatabase database, StoreOptions options, long job)
{
    private const int BatchRows = 10_000;
    private const int BatchCharacters = 4_000_000;

    private readonly List<LibraryEntry> batch = [];
    private int batchCharacters;
    private int written;
    private int rejected;
    private long characters;

    /// <summary>Adds the next molecule of the library.</summary>
    public async Task Add(LibraryEntry raw, CancellationToken cancel)
    {
        var entry = raw.Checked(options);
        batch.Add(entry);
        batchCharacters += entry.Id.Length + entry.Text.Length;
        if (batch.Count >= BatchRows || batchCharacters >= BatchCharacters)
        {
            await Flush(cancel);
        }
    }

    /// <summary>Writes the rest, lays out the chunks and puts the job into the queue.</summary>
    public async Task Finish(CancellationToken cancel)
    {
        await Flush(cancel);
        if (written == 0)
        {
            throw new ScreeningRequestException(RequestProblem.Invalid, "The library has no molecules.");
        }

        await database.Write(
            async (context, token) =>
            {
                for (var first = 0; first < written; first += options.ChunkSize)
                {
                    context.Chunks.Add(new ChunkRow
                    {
                        Job = job,
                        Number = first / options.ChunkSize,
                        First = first,
                        Count = Math.Min(options.ChunkSize, written - first),
                    });
                }

                var row = (await context.Jobs.FindAsync([job], token))!;
                row.Molecules = written;
                row.Rejected = rejected;
                row.State = JobState.Queued;
                return 0;
            },
            cancel);
    }

    private async Task Flush(CancellationToken cancel)
    {
        characters += batchCharacters;
        if (written + (long)batch.Count > options.MaxMolecules || characters > options.MaxCharacters)
        {
            throw new ScreeningRequestException(
                RequestProblem.TooLarge,
                $"The library has more than {options.MaxMolecules:N0} molecules or {options.MaxCharacters:N0} characters; split it.");
        }

        rejected += await database.Write((context, _) => Task.FromResult(Insert(context)), cancel);
        written += batch.Count;
        batch.Clear();
        batchCharacters = 0;
    }

    private int Insert(ScreeningContext context)
    {
        using var molecules = ScreeningDatabase.Prepare(context, "INSERT INTO molecules (job, idx, id, text) VALUES (?1, ?2, ?3, ?4)", 4);
        using var rejects = ScreeningDatabase.Prepare(
            context, "INSERT INTO results (job, idx, status, reason, detail, passes_filters) VALUES (?1, ?2, ?3, ?4, ?5, 0)", 5);
        var rejectedHere = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var (id, text, error) = batch[i];
            molecules.Execute(job, written + i, id, text);
            if (error is not null)
            {
                rejects.Execute(job, written + i, (int)ResultStatus.Rejected, error, LibraryEntry.Sentence(error));
                rejectedHere++;
            }
        }

        return rejectedHere;
    }
}
