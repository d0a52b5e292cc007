namespace MolScreen.Store.Issuing;

/// <summary>
/// Work that was out when a process ended without an orderly stop may have ended it. Such a suspect is issued alone, so
/// that a second sudden end has one culprit only, which is then halved or given up.
/// </summary>
internal static class Suspects
{
    /// <summary>Attempts at which a suspect is known to be the culprit: it ended a process while nothing else was out.</summary>
    public const int Culprit = 2;

    /// <summary>What to say of a molecule that is the culprit.</summary>
    public const string Sentence = "The program ended twice while it worked on this molecule.";

    /// <summary>What may be issued next.</summary>
    /// <param name="wanted">Items not out yet with their attempts, the most urgent first.</param>
    /// <param name="free">Items of the kind that may still go out.</param>
    public static IReadOnlyList<T> Next<T>(IReadOnlyList<T> wanted, Func<T, int> attempts, OutstandingWork work, int free)
    {
        if (work.Isolated || free <= 0)
        {
            return [];
        }

        var suspect = wanted.Where(w => attempts(w) > 0).Take(1).ToList();
        return suspect.Count == 0 ? [.. wanted.Take(free)]
            : work.Items.Count == 0 ? suspect
            : [];
    }
}
