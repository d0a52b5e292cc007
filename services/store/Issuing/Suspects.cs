namespace MolScreen.Store.Issuing;

/// <summary>
/// Work that was out when a process ended without an orderly stop may have ended it. Such a suspect is issued alone, so
/// that a second sudden end has one culprit only, which is then halved or given up. For the issuer's thread only.
/// </summary>
public sealed class Suspects(OutstandingWork work)
{
    /// <summary>Attempts at which a suspect is known to be the culprit: it ended a process while nothing else was out.</summary>
    public const int Culprit = 2;

    /// <summary>What to say of a molecule that is the culprit.</summary>
    internal const string Sentence = "The program ended twice while it worked on this molecule.";

    private readonly HashSet<WorkKind> waiting = [];

    /// <summary>What may be issued next; nothing, while a suspect of any kind waits for all other work to come back.</summary>
    /// <param name="wanted">Items not out yet, the most urgent first.</param>
    /// <param name="free">Items of the kind that may still go out.</param>
    internal IReadOnlyList<T> Next<T>(WorkKind kind, IReadOnlyList<T> wanted, Func<T, int> attempts, int free)
    {
        var suspect = wanted.Where(w => attempts(w) > 0).Take(1).ToList();
        if (suspect.Count == 0)
        {
            waiting.Remove(kind);
            return work.Isolated || waiting.Count > 0 ? [] : [.. wanted.Take(free)];
        }

        var goes = work.Items.Count == 0;
        _ = goes ? waiting.Remove(kind) : waiting.Add(kind);
        return goes ? suspect : [];
    }
}
