namespace MolScreen.Chemistry.Search;

/// <summary>A molecule of an index, and how similar it is to the query.</summary>
/// <param name="Molecule">Its number in the index, see <see cref="MoleculeIndex.Count"/>.</param>
/// <param name="Similarity">Tanimoto similarity, 0 to 1.</param>
public readonly record struct SimilarMolecule(int Molecule, double Similarity);

/// <summary>The best of what was offered: a heap whose root is the worst, of equal ones the later molecule.</summary>
internal sealed class NearestList(int capacity)
{
    private readonly List<SimilarMolecule> heap = [];

    /// <summary>Whether a better one now displaces the worst.</summary>
    public bool IsFull => heap.Count >= capacity;

    /// <summary>Similarity of the worst.</summary>
    public double Worst => heap[0].Similarity;

    /// <summary>Takes the molecule if it is among the best so far.</summary>
    /// <returns>Whether the list is full and what it asks for may have changed.</returns>
    public bool Offer(int molecule, double similarity)
    {
        var offered = new SimilarMolecule(molecule, similarity);
        if (heap.Count < capacity)
        {
            heap.Add(offered);
            Rise();
            return IsFull;
        }

        if (!IsWorse(heap[0], offered))
        {
            return false;
        }

        heap[0] = offered;
        Sink();
        return true;
    }

    /// <summary>The best first.</summary>
    public SimilarMolecule[] Sorted()
    {
        var sorted = heap.ToArray();
        Array.Sort(sorted, (a, b) => IsWorse(b, a) ? -1 : IsWorse(a, b) ? 1 : 0);
        return sorted;
    }

    private static bool IsWorse(SimilarMolecule a, SimilarMolecule b) =>
        a.Similarity < b.Similarity || (a.Similarity == b.Similarity && a.Molecule > b.Molecule);

    private void Rise()
    {
        for (var i = heap.Count - 1; i > 0 && IsWorse(heap[i], heap[(i - 1) / 2]); i = (i - 1) / 2)
        {
            (heap[i], heap[(i - 1) / 2]) = (heap[(i - 1) / 2], heap[i]);
        }
    }

    private void Sink()
    {
        for (var i = 0; ;)
        {
            var child = (2 * i) + 1;
            if (child >= heap.Count)
            {
                return;
            }

            if (child + 1 < heap.Count && IsWorse(heap[child + 1], heap[child]))
            {
                child++;
            }

            if (!IsWorse(heap[child], heap[i]))
            {
                return;
            }

            (heap[i], heap[child]) = (heap[child], heap[i]);
            i = child;
        }
    }
}
