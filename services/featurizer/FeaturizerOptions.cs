using System.ComponentModel.DataAnnotations;

namespace MolScreen.Featurizer;

/// <summary>Settings section <c>featurizer</c>.</summary>
public sealed class FeaturizerOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "featurizer";

    /// <summary>Chunks featurized at one time, each on one core; 0 (default) means as many as there are cores.</summary>
    [Range(0, 1024)]
    public int Concurrency { get; set; }

    /// <summary>Molecules with more heavy atoms are rejected. Default 500.</summary>
    [Range(1, 2000)]
    public int MaxHeavyAtoms { get; set; } = 500;

    /// <summary>Bring molecules into standard form (models/chemistry/STANDARDIZATION.md); models are trained so. Default true.</summary>
    public bool Standardize { get; set; } = true;

    /// <summary>
    /// Seconds of processor time that one molecule may take (ten times as many by the clock); one that takes longer is rejected
    /// as <c>timeout</c>. Default 10.
    /// </summary>
    [Range(0.001, 3600)]
    public double TimeLimit { get; set; } = 10;
}
