using System.Text.Json.Serialization;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests.Fingerprints;

public sealed class EnvironmentTests
{
    private static readonly string[] Molecules =
        [.. RdkitOracle.Nci.Where((m, i) => !m.Error && i % 12 == 0).Concat(RdkitOracle.Odd.Where(m => !m.Error)).Select(m => m.Smiles)];

    /// <summary>python3-rdkit's bitInfo, asked while the test runs (scripts/oracles/environments).</summary>
    [Theory]
    [InlineData(2, 2048, false, false)]
    [InlineData(3, 256, false, false)]
    [InlineData(2, 1024, true, false)]
    [InlineData(2, 1024, false, true)]
    [InlineData(0, 128, false, false)]
    public async Task Environments_are_those_of_rdkit(int radius, int size, bool chirality, bool features)
    {
        var options = new FingerprintOptions { Radius = radius, Size = size, Counts = true, Chirality = chirality, Features = features };
        var expected = await Python.Answers<RdkitEnvironments>(Molecules, "environments", $"{radius}", $"{size}", chirality ? "1" : "0", features ? "1" : "0", "/dev/stdin");

        var batch = MoleculeProcessor.Process(Molecules, MoleculeParts.Environments, new ProcessingOptions { Standardize = false, Fingerprint = options });

        Assert.Equal(Molecules.Length, batch.Accepted.Length);
        Assert.Equal(expected.Select(one => one.Lines), Lines(batch.Environments!));
    }

    [Fact]
    public void An_entry_s_count_is_the_number_of_its_environments()
    {
        var options = new ProcessingOptions { Fingerprint = new FingerprintOptions { Size = 512, Counts = true } };
        var batch = MoleculeProcessor.Process(Molecules, MoleculeParts.Environments | MoleculeParts.Fingerprint, options);

        var counted = new ushort[batch.FingerprintCounts!.Length];
        var (molecule, left) = (0, batch.Environments!.Counts[0]);
        foreach (var entry in batch.Environments.Entries)
        {
            for (; left == 0; left = batch.Environments.Counts[molecule])
            {
                molecule++;
            }

            counted[(molecule * 512) + entry]++;
            left--;
        }

        Assert.Equal(batch.FingerprintCounts, counted);
    }

    /// <summary>Reading the SMILES that is reported gives the same elements and hydrogens, atom by atom.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Places_lead_to_the_atoms_of_the_smiles(bool standardize)
    {
        const MoleculeParts parts = MoleculeParts.Environments | MoleculeParts.Graph | MoleculeParts.Smiles;
        var given = MoleculeProcessor.Process(Molecules, parts, new ProcessingOptions { Standardize = standardize });
        var read = MoleculeProcessor.Process(given.Smiles!, parts ^ MoleculeParts.Smiles, new ProcessingOptions { Standardize = false });

        Assert.Equal(given.Graphs!.AtomCounts, read.Graphs!.AtomCounts);
        Assert.NotEqual(read.Environments!.Places, given.Environments!.Places);
        var first = 0;
        foreach (var count in given.Graphs.AtomCounts)
        {
            for (var atom = first; atom < first + count; atom++)
            {
                var place = first + given.Environments.Places[atom];
                Assert.Equal(place, first + read.Environments.Places[place]);
                Assert.Equal(given.Environments.AtomicNumbers[atom], read.Environments.AtomicNumbers[place]);
                foreach (var group in new[] { 0, 1, 2, 4, 6 }) // of the codes: element, degree, charge, hydrogens, aromatic
                {
                    Assert.Equal(given.Graphs.AtomCodes[(7 * atom) + group], read.Graphs.AtomCodes[(7 * place) + group]);
                }
            }

            first += count;
        }
    }

    [Theory]
    [InlineData("[H][H]", "H")]
    [InlineData("CI", "I")]
    [InlineData("[Og]", "Og")]
    [InlineData("[U]", "U")]
    [InlineData("[Zr]", "Zr")]
    public void Atomic_numbers_have_their_symbols(string smiles, string last)
    {
        var batch = MoleculeProcessor.Process([smiles], MoleculeParts.Environments, new ProcessingOptions { Standardize = false });
        Assert.Equal(last, Elements.Symbol(batch.Environments!.AtomicNumbers[^1]));
    }

    [Fact]
    public void Other_kinds_of_fingerprint_have_none()
    {
        var options = new ProcessingOptions { Fingerprint = new FingerprintOptions { Kind = FingerprintKind.Maccs } };
        Assert.Throws<ArgumentException>(() => MoleculeProcessor.Process(["CCO"], MoleculeParts.Environments, options));
    }

    private static List<List<string>> Lines(EnvironmentArrays arrays)
    {
        List<List<string>> molecules = [];
        var (environment, atom) = (0, 0);
        foreach (var count in arrays.Counts)
        {
            List<string> lines = [];
            for (var end = environment + count; environment < end; environment++)
            {
                var atoms = arrays.Atoms[atom..(atom + arrays.Sizes[environment])];
                Assert.Equal(arrays.Centres[environment], atoms[0]);
                lines.Add($"{arrays.Entries[environment]} {arrays.Centres[environment]} {arrays.Radii[environment]}: {string.Join(' ', atoms.Order())}");
                atom += atoms.Length;
            }

            molecules.Add([.. lines.Order(StringComparer.Ordinal)]);
        }

        return molecules;
    }

    /// <summary>One line of the script.</summary>
    private sealed record RdkitEnvironments
    {
        [JsonPropertyName("environments")]
        public required System.Text.Json.JsonElement[][] Environments { get; init; }

        public List<string> Lines =>
        [
            .. Environments.Select(e => $"{e[0]} {e[1]} {e[2]}: {string.Join(' ', e[3].EnumerateArray().Select(atom => atom.GetInt32()))}")
                .Order(StringComparer.Ordinal),
        ];
    }
}
