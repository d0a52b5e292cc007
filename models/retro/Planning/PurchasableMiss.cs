using MolScreen.Chemistry.Search;

namespace MolScreen.Retro;

/// <summary>What an unsolved target lacks.</summary>
/// <param name="Needed">Canonical SMILES of a molecule that is not in stock and that alone would complete a route.</param>
/// <param name="Nearest">The most similar molecule of the catalogue; null without a catalogue.</param>
/// <param name="NearestId">Its id in the catalogue; null without a catalogue.</param>
/// <param name="Similarity">Tanimoto similarity of the two, Morgan radius 2, 0 to 1; null without a catalogue.</param>
public sealed record PurchasableMiss(string Needed, string? Nearest, string? NearestId, double? Similarity)
{
    // A search of a million molecules takes some 10 ms: enough for an answer within a second.
    private const int MostSought = 50;

    /// <summary>The candidate with the most similar molecule of the catalogue; without one the first.</summary>
    /// <param name="needed">The nearest to the target first; may be empty.</param>
    /// <returns>Null when there is no candidate.</returns>
    internal static PurchasableMiss? Find(IReadOnlyList<string> needed, MoleculeIndex? catalogue, CancellationToken cancel)
    {
        PurchasableMiss? best = null;
        foreach (var smiles in needed.Take(catalogue is null || cancel.IsCancellationRequested ? 1 : MostSought))
        {
            if (catalogue is null || cancel.IsCancellationRequested)
            {
                return new PurchasableMiss(smiles, null, null, null);
            }

            if (catalogue.Similar(smiles, 1, 0, CancellationToken.None) is [var found, ..] && !(found.Similarity <= best?.Similarity))
            {
                best = new PurchasableMiss(smiles, catalogue.Smiles(found.Molecule), catalogue.Id(found.Molecule), found.Similarity);
            }
        }

        return best;
    }
}
