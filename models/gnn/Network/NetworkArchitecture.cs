namespace MolScreen.Gnn.Network;

/// <summary>How atom vectors become the molecule's.</summary>
public enum Aggregation
{
    /// <summary>Σ h / a constant.</summary>
    Norm,

    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}

/// <summary>Sizes of a D-MPNN. The defaults are chemprop's: 318,301 parameters with one task.</summary>
public sealed record NetworkArchitecture
{
    /// <summary>Feature layout of the input.</summary>
    public string FeatureLayout { get; init; } = Gnn.FeatureLayout.ChempropV2;

    /// <summary>Length of the hidden vectors; from 1.</summary>
    public int Hidden { get; init; } = 300;

    /// <summary>Message-passing depth: depth − 1 updates; from 1.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>How atom vectors become the molecule's.</summary>
    public Aggregation Aggregation { get; init; } = Aggregation.Norm;

    /// <summary>Divisor of <see cref="Aggregation.Norm"/>.</summary>
    public double AggregationNorm { get; init; } = 100;

    /// <summary>Hidden layers of the feed-forward network; from 0.</summary>
    public int FfnLayers { get; init; } = 1;

    /// <summary>Length of its hidden vectors; from 1.</summary>
    public int FfnHidden { get; init; } = 300;

    /// <summary>Probability of a zero after each layer while training; from 0 to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>Values per molecule; from 1.</summary>
    public int Tasks { get; init; } = 1;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">Something is outside; names it.</exception>
    public void Validate()
    {
        _ = Gnn.FeatureLayout.Named(FeatureLayout);
        if (Hidden < 1 || Depth < 1 || FfnLayers < 0 || FfnHidden < 1 || Tasks < 1 || AggregationNorm <= 0 || Dropout is < 0 or >= 1)
        {
            throw new ArgumentException($"{this} is not a network: sizes start at 1, ffn_layers at 0, the norm is positive and dropout from 0 to below 1.");
        }
    }
}
