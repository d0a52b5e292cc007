namespace MolScreen.Chemistry;

/// <summary>Bemis–Murcko scaffolds: ring systems and the linkers between them.</summary>
public static class Scaffold
{
    /// <summary>
    /// Canonical SMILES of each molecule's scaffold, without stereo, "" for an acyclic molecule: what RDKit's
    /// MurckoScaffoldSmiles gives, so that scaffold splits agree with chemprop's. Molecules are taken as written.
    /// </summary>
    /// <exception cref="ArgumentException">A text is not a molecule; the message names the first such position.</exception>
    public static string[] Of(IReadOnlyList<string> smiles)
    {
        ArgumentNullException.ThrowIfNull(smiles);
        var options = new ProcessingOptions { Standardize = false, MaxHeavyAtoms = ProcessingOptions.HighestMaxHeavyAtoms };
        var batch = MoleculeProcessor.Process(smiles, MoleculeParts.Scaffold, options);
        var bad = Array.FindIndex(batch.Status, status => status != MoleculeStatus.Ok);
        return bad < 0
            ? batch.Scaffolds!
            : throw new ArgumentException($"Molecule {bad} (from 0) has no scaffold. {batch.Messages[bad]}", nameof(smiles));
    }
}
