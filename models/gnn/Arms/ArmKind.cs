namespace MolScreen.Gnn;

/// <summary>The kinds of model that a bundle blends.</summary>
public enum ArmKind
{
    /// <summary>The D-MPNN on graphs.</summary>
    Network,

    /// <summary>Gradient-boosted trees on count fingerprints and descriptors.</summary>
    Trees,

    /// <summary>Tanimoto-kernel ridge regression on fingerprints.</summary>
    Kernel,
}
