namespace MolScreen.Gnn.Domain;

/// <summary>What is known of how unlike the training data a molecule is. NaN: not known.</summary>
/// <param name="NearestSimilarity">Tanimoto similarity to the nearest training molecule, 0 to 1.</param>
/// <param name="MeanSimilarity">Mean Tanimoto similarity to the five nearest training molecules, 0 to 1.</param>
/// <param name="LatentDistance">Mean over the networks of the distance of its readout vector (<see cref="LatentDomain.Distance"/>), from 0.</param>
/// <param name="Spread">The error to expect by the prediction itself (<see cref="Certainty.RowDeviation"/>), from 0.</param>
/// <param name="LocalError">Mean held-out error of the five nearest training molecules, weighted by similarity, in standard deviations of the labels; from 0.</param>
public readonly record struct DomainEvidence(double NearestSimilarity, double MeanSimilarity, double LatentDistance, double Spread, double LocalError)
{
    internal const int Terms = 5;

    /// <summary>Nothing known.</summary>
    internal static readonly DomainEvidence Unknown = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>Terms before this one are of structure, the others of the prediction.</summary>
    internal const int StructuralTerms = 3;

    /// <summary>A term such that more is farther.</summary>
    internal double Distance(int term) => term switch
    {
        0 => 1 - NearestSimilarity,
        1 => 1 - MeanSimilarity,
        2 => LatentDistance,
        3 => Spread,
        _ => LocalError,
    };
}

/// <summary>Whether a prediction interpolates.</summary>
public enum DomainStatus
{
    /// <summary>As near to the training data as 95 % of the held-out molecules.</summary>
    In,

    /// <summary>Farther than 95 % of them.</summary>
    Edge,

    /// <summary>Farther than 99 % of them.</summary>
    Out,
}

/// <summary>Where a molecule stands.</summary>
/// <param name="Score">0: like the training data, to 1: as far as the farthest held-out molecule, or farther.</param>
/// <param name="Status">By structure alone.</param>
public readonly record struct DomainVerdict(double Score, DomainStatus Status);
