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
        var slices = MoleculeProcessor.ProcessSlices(smiles, MoleculeResultHandle.ScaffoldPart, options, default);
        var position = 0;
        foreach (var slice in slices)
        {
            for (var i = 0; i < slice.Status.Length; i++, position++)
            {
                if (slice.Status[i] != 0)
                {
                    throw new ArgumentException($"Molecule {position} (from 0) has no scaffold. {slice.Messages[i]}", nameof(smiles));
                }
            }
        }

        return MoleculeBatchBuilder.Texts(slices, s => s.Scaffolds);
    }
}
