namespace MolScreen.Gnn.Kernel;

/// <summary>The labelled training molecules that are most similar to each of some molecules; of each up to <see cref="Most"/>, nearest first.</summary>
/// <param name="queries">Molecules (q).</param>
public sealed class NearestMolecules(int queries)
{
    /// <summary>Neighbours that are kept of a molecule.</summary>
    public const int Most = 5;

    private readonly int[] positions = [.. Enumerable.Repeat(-1, queries * Most)];
    private readonly float[] similarities = new float[queries * Most];

    /// <summary>q.</summary>
    public int Count => queries;

    /// <summary>Similarity of the nearest, 0 to 1; 0 where none is similar at all.</summary>
    public float Nearest(int query) => similarities[query * Most];

    /// <summary>Mean similarity of the five nearest, or of all where there are fewer.</summary>
    /// <param name="query">The molecule.</param>
    /// <param name="labelled">Labelled training molecules.</param>
    public float Mean(int query, int labelled)
    {
        var sum = 0f;
        foreach (var similarity in similarities.AsSpan(query * Most, Most))
        {
            sum += similarity;
        }

        return labelled == 0 ? 0 : sum / Math.Min(Most, labelled);
    }

    /// <summary>
    /// Mean of what is known of the neighbours, weighted by similarity; NaN where nothing is. With held-out errors it is the error to expect in the
    /// molecule's neighbourhood, as in Aniceto et al. 2016 (reliability-density neighbourhood).
    /// </summary>
    /// <param name="query">The molecule.</param>
    /// <param name="known">Of each training molecule; NaN where it is not known.</param>
    public float Mean(int query, ReadOnlySpan<float> known)
    {
        float sum = 0, weight = 0;
        for (var i = query * Most; i < (query + 1) * Most && positions[i] >= 0; i++)
        {
            if (!float.IsNaN(known[positions[i]]))
            {
                (sum, weight) = (sum + (similarities[i] * known[positions[i]]), weight + similarities[i]);
            }
        }

        return weight > 0 ? sum / weight : float.NaN;
    }

    /// <summary>Keeps a training molecule where it is nearer than one of those kept. Molecules of the same similarity stay in the order they came.</summary>
    internal void Offer(int query, int position, float similarity)
    {
        var (first, place) = (query * Most, (query * Most) + Most - 1);
        if (!(similarity > similarities[place]))
        {
            return;
        }

        for (; place > first && similarities[place - 1] < similarity; place--)
        {
            (positions[place], similarities[place]) = (positions[place - 1], similarities[place - 1]);
        }

        (positions[place], similarities[place]) = (position, similarity);
    }
}
