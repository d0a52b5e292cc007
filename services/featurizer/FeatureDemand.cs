namespace MolScreen.Featurizer;

/// <summary>What is computed of each molecule beside its graph.</summary>
/// <param name="Fingerprints">Morgan fingerprints of counts, each radius and size once.</param>
/// <param name="Descriptors">RDKit's names of descriptors, each once; one that is not computed here is left out.</param>
public sealed record FeatureDemand(IReadOnlyList<CountFingerprint> Fingerprints, IReadOnlyList<string> Descriptors)
{
    /// <summary>Nothing.</summary>
    public static FeatureDemand GraphsAlone { get; } = new([], []);
}

/// <summary>A Morgan fingerprint of counts.</summary>
/// <param name="Radius">Radius in bonds.</param>
/// <param name="Size">Entries.</param>
public readonly record struct CountFingerprint(int Radius, int Size);

/// <summary>Knows what models take. Implementations are thread-safe.</summary>
public interface IFeatureDemand
{
    /// <summary>What some models, together, take beside graphs. A model that is not known takes nothing: who scores with it says what is wrong.</summary>
    /// <param name="models">Names out of a job, unchecked.</param>
    FeatureDemand Of(IReadOnlyList<string> models);
}

/// <summary>The demand where models take nothing but graphs.</summary>
internal sealed class GraphsAlone : IFeatureDemand
{
    public FeatureDemand Of(IReadOnlyList<string> models) => FeatureDemand.GraphsAlone;
}
