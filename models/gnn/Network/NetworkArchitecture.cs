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

/// <summary>What a layer's outputs go through.</summary>
public enum Activation
{
    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x, or 0.1 x where x is negative.</summary>
    LeakyRelu,

    /// <summary>x, or a x where x is negative, with one learned a for every unit; a starts at 0.25.</summary>
    Prelu,

    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x, or exp x − 1 where x is negative.</summary>
    Elu,

    /// <summary>λ x, or λ α (exp x − 1) where x is negative, with Klambauer's constants (arXiv:1706.02515).</summary>
    Selu,
}

/// <summary>Sizes and variants of a D-MPNN. The defaults are chemprop's: 318,301 parameters with one task.</summary>
public sealed record NetworkArchitecture
{
    /// <summary>Feature layout of the input.</summary>
    public string FeatureLayout { get; init; } = Gnn.FeatureLayout.ChempropV2;

    /// <summary>Length of the hidden vectors; from 1.</summary>
    public int Hidden { get; init; } = 300;

    /// <summary>Message-passing depth: depth − 1 updates; from 1.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Whether W_i and W_h have a bias.</summary>
    public bool Bias { get; init; }

    /// <summary>What follows W_i, every update and W_o.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Whether a bond's two messages are set to their mean before each update.</summary>
    public bool Undirected { get; init; }

    /// <summary>How atom vectors become the molecule's.</summary>
    public Aggregation Aggregation { get; init; } = Aggregation.Norm;

    /// <summary>Divisor of <see cref="Aggregation.Norm"/>.</summary>
    public double AggregationNorm { get; init; } = 100;

    /// <summary>Whether molecule vectors are normalized over the batch, before descriptors are appended.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>Molecule descriptors appended to the molecule vectors; 0 for none.</summary>
    public int Descriptors { get; init; }

    /// <summary>Hidden layers of the feed-forward network; from 0.</summary>
    public int FfnLayers { get; init; } = 1;

    /// <summary>Length of its hidden vectors; from 1.</summary>
    public int FfnHidden { get; init; } = 300;

    /// <summary>What follows its hidden layers.</summary>
    public Activation FfnActivation { get; init; } = Activation.Relu;

    /// <summary>Probability of a zero after each layer while training; from 0 to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>Values per molecule; from 1.</summary>
    public int Tasks { get; init; } = 1;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">Something is outside; names it.</exception>
    public void Validate()
    {
        _ = Gnn.FeatureLayout.Named(FeatureLayout);
        if (Hidden < 1 || Depth < 1 || FfnLayers < 0 || FfnHidden < 1 || Tasks < 1 || Descriptors < 0
            || !(AggregationNorm > 0 && double.IsFinite(AggregationNorm)) || !(Dropout is >= 0 and < 1)
            || !Enum.IsDefined(Aggregation) || !Enum.IsDefined(Activation) || !Enum.IsDefined(FfnActivation))
        {
            throw new ArgumentException($"{this} is not a network: sizes start at 1, ffn_layers and descriptors at 0, the norm is positive and dropout from 0 to below 1.");
        }
    }
}
