namespace MolScreen.Chemistry.Tests.Molecules;

/// <summary>All that python3-rdkit says about molecules held against what the library says, molecule by molecule.</summary>
internal static class OracleComparison
{
    private const MoleculeParts Parts =
        MoleculeParts.Smiles | MoleculeParts.Graph | MoleculeParts.Fingerprint | MoleculeParts.Properties | MoleculeParts.Scaffold;

    /// <summary>A line for each difference: the molecule, what differs, theirs, ours.</summary>
    public static List<string> Differences(IReadOnlyList<OracleMolecule> oracle)
    {
        var smiles = oracle.Select(m => m.Smiles).ToArray();
        var options = new ProcessingOptions { Standardize = false, MaxHeavyAtoms = ProcessingOptions.HighestMaxHeavyAtoms };
        var written = MoleculeProcessor.Process(smiles, Parts, options);
        var standard = MoleculeProcessor.Process(smiles, MoleculeParts.Smiles, options with { Standardize = true });
        var differences = new List<string>();
        var place = new Place(written.Graphs!);
        var standards = 0;
        for (var i = 0; i < oracle.Count; i++)
        {
            var theirs = oracle[i];
            void Compare<T>(string what, T expected, T actual)
            {
                if (!EqualityComparer<T>.Default.Equals(expected, actual))
                {
                    differences.Add($"{theirs.Smiles}: {what}: RDKit {expected}, here {actual}");
                }
            }

            var accepted = written.Status[i] == MoleculeStatus.Ok;
            Compare("readable", !theirs.Error, accepted);
            var standardized = standard.Status[i] == MoleculeStatus.Ok ? standard.Smiles![standards++] : null;
            if (theirs.Error || !accepted)
            {
                place.Skip(accepted);
                continue;
            }

            var at = place.Next();
            Compare("canonical SMILES", theirs.Canonical, written.Smiles![at.Molecule]);
            Compare("standard form", theirs.Standard, standardized);
            Compare("atom codes", theirs.Atoms, Hex(written.Graphs!.AtomCodes.AsSpan(at.Atom * 7, at.Atoms * 7)));
            Compare("bond codes", theirs.Bonds, Hex(written.Graphs.BondCodes.AsSpan(at.Bond * 4, at.Bonds * 4)));
            Compare("bond ends", string.Join(' ', theirs.Ends), string.Join(' ', written.Graphs.BondEnds[(at.Bond * 2)..((at.Bond + at.Bonds) * 2)]));
            Compare(
                "masses",
                string.Join(' ', theirs.Masses.Select(mass => (float)mass)),
                string.Join(' ', written.Graphs.AtomMasses[at.Atom..(at.Atom + at.Atoms)]));
            Compare("Morgan bits", string.Join(' ', theirs.Morgan), OnBits(written, at.Molecule));
            Compare(
                "properties",
                string.Join(' ', theirs.Properties.Select(value => (float)value)),
                string.Join(' ', written.Properties!.Skip(at.Molecule * MoleculeBatch.PropertyCount).Take(MoleculeBatch.PropertyCount)));
            Compare("scaffold", theirs.Scaffold, written.Scaffolds![at.Molecule]);
        }

        return differences;
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private static string OnBits(MoleculeBatch batch, int molecule)
    {
        var bytes = batch.Fingerprints.AsSpan(molecule * batch.FingerprintBytes, batch.FingerprintBytes);
        var bits = new List<int>();
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            if ((bytes[bit / 8] >> (bit % 8) & 1) != 0)
            {
                bits.Add(bit);
            }
        }

        return string.Join(' ', bits);
    }

    /// <summary>Walks through the arrays of accepted molecules.</summary>
    private sealed class Place(GraphArrays graphs)
    {
        private int _molecule, _atom, _bond;

        public (int Molecule, int Atom, int Atoms, int Bond, int Bonds) Next()
        {
            var at = (_molecule, _atom, (int)graphs.AtomCounts[_molecule], _bond, (int)graphs.BondCounts[_molecule]);
            _atom += graphs.AtomCounts[_molecule];
            _bond += graphs.BondCounts[_molecule++];
            return at;
        }

        public void Skip(bool accepted)
        {
            if (accepted)
            {
                Next();
            }
        }
    }
}
