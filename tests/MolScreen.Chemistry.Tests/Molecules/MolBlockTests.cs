namespace MolScreen.Chemistry.Tests.Molecules;

/// <summary>MOL blocks one by one; agreement with RDKit on whole files is in SdOracleTests.</summary>
public sealed class MolBlockTests
{
    private const string Ethanol = """
        ethanol
          by hand

          3  2  0  0  0  0            999 V2000
            0.0000    0.0000    0.0000 C   0  0
            1.5000    0.0000    0.0000 C   0  0
            2.2500    1.3000    0.0000 O   0  0
          1  2  1  0
          2  3  1  0
        M  END
        """;

    [Fact]
    public void A_block_is_its_molecule_whatever_ends_its_lines()
    {
        var block = Ethanol.ReplaceLineEndings("\n");
        string[] texts = [block, block + "\n", block.Replace("\n", "\r\n", StringComparison.Ordinal), block.Replace('\n', '\r')];

        Assert.Equal(Enumerable.Repeat("CCO", texts.Length), Smiles(texts));
    }

    /// <summary>Without coordinates charges, isotopes and radicals have their own lines; the SMILES are worked by hand.</summary>
    [Theory]
    [InlineData("N   0  0", "M  CHG  1   1   1", "[NH4+]")]
    [InlineData("C   0  0", "M  ISO  1   1  13", "[13CH4]")]
    [InlineData("C   0  0", "M  RAD  1   1   2", "[CH3]")]
    [InlineData("Cl  0  5", "", "[Cl-]")]
    [InlineData("D   0  0", "", "[2HH]")]
    public void Charges_isotopes_and_radicals_are_read(string atom, string line, string expected)
    {
        Assert.Equal([expected], Smiles([OneAtom(atom, line)]));
    }

    [Theory]
    [InlineData("L   0  0", "M  ALS   1  2 F C   N   ", "unsupported", "Atom 1 is a query, an R group or a wildcard, not an atom of one element.")]
    [InlineData("R#  0  0", "M  RGP  1   1   1", "unsupported", "Atom 1 is a query, an R group or a wildcard, not an atom of one element.")]
    [InlineData("*   0  0", "", "unsupported", "Atom 1 is a query, an R group or a wildcard, not an atom of one element.")]
    [InlineData("A   0  0", "", "unsupported", "Atom 1 is a query, an R group or a wildcard, not an atom of one element.")]
    [InlineData("Xx  0  0", "", "syntax", "Element 'Xx' not found at line 5.")]
    [InlineData("C   0  0", "M  CHG  1   2   1", "syntax", "A damaged MOL block at line 6.")]
    [InlineData("C   0  0", "\u0001", "encoding", "Not plain UTF-8 text: invalid bytes or control characters below the header of the MOL block.")]
    public void What_is_no_molecule_has_a_reason(string atom, string line, string reason, string message)
    {
        AssertRefused(OneAtom(atom, line), reason, message);
    }

    [Theory]
    [InlineData("C\nC", "syntax", "Several lines, but no MOL block: line 4 with the counts is missing.")]
    [InlineData("\n\n\n", "syntax", "The counts at line 4 are too short.")]
    [InlineData("\n\n\n  0  0  0  0  0  0            999 V2000\nM  END", "empty", "No atoms.")]
    [InlineData("\n\n\n -1  0  0  0  0  0            999 V2000\nM  END", "syntax", "The counts at line 4 are not numbers.")]
    [InlineData("\n\n\n  1  0  0  0  0  0            999 V4000\nM  END", "syntax", "Neither V2000 nor V3000 at line 4.")]
    [InlineData("\n\n\n  2  0  0  0  0  0            999 V2000\n    0.0000    0.0000    0.0000 C   0  0\n", "syntax", "EOF hit while reading atoms at line 6.")]
    [InlineData("\n\n\n  1  0  0  0  0  0            999 V2000\n    0.0000    0.0000    0.0000 C   0  0\nM  CHG  1   1   1\n", "syntax", "M  END is missing at line 7.")]
    [InlineData("\n\n\n  0  0  0  0  0  0            999 V3000\nM  V30 BEGIN CTAB\nM  V30 COUNTS 4294967295 0 0 0 0\nM  V30 BEGIN ATOM\n", "too-large", "More than 65535 atoms or bonds.")]
    [InlineData("\n\n\n  0  0  0  0  0  0            999 V3000\nM  V30 BEGIN CTAB\nM  V30 COU-\nM  V30 NTS 1 4294967295 0 0 0\nM  V30 BEGIN ATOM\n", "too-large", "More than 65535 atoms or bonds.")]
    public void A_broken_block_is_refused_before_anything_is_made_of_it(string block, string reason, string message)
    {
        AssertRefused(block, reason, message);
    }

    [Fact]
    public void Valences_and_aromatic_bonds_that_cannot_be_are_told()
    {
        var ring = "\n\n\n  5  5  0  0  0  0            999 V2000\n" + string.Concat(Enumerable.Repeat("    0.0000    0.0000    0.0000 C   0  0\n", 5))
            + "  1  2  4  0\n  2  3  4  0\n  3  4  4  0\n  4  5  4  0\n  1  5  4  0\nM  END";

        AssertRefused(Star("C", 5, "  1"), "valence", "Explicit valence of atom 0 C, 5, is greater than permitted.");
        AssertRefused(ring, "kekulization", "No Kekulé structure for the aromatic atoms 0 1 2 3 4.");
        AssertRefused(Star("C", 2, "  4"), "kekulization", "Bond 1 is aromatic and in no ring.");
        AssertRefused(Star("C", 1, "  8"), "unsupported", "Bond 1 is a query, not a bond of one order.");
    }

    [Fact]
    public void Molecules_and_texts_that_are_too_large_are_told_before_they_are_looked_at()
    {
        AssertRefused(Star("C", 1, "  1"), "too-large", "2 heavy atoms, at most 1 are accepted.", new() { MaxHeavyAtoms = 1 });
        AssertRefused("\n" + new string(' ', MoleculeProcessor.MaxMolBlockLength), "too-long", "400001 bytes of text, at most 400000 are accepted of a MOL block.");
        Assert.Equal(["CCO"], Smiles([Ethanol.ReplaceLineEndings("\n") + "\n" + new string('x', MoleculeProcessor.MaxTextLength)]));
    }

    /// <summary>A net of metal atoms, as complete as V2000 has bonds for: 44 atoms, 946 bonds.</summary>
    [Fact]
    public void A_net_of_metal_atoms_is_refused()
    {
        var atoms = string.Concat(Enumerable.Repeat("    0.0000    0.0000    0.0000 Au  0  0\n", 44));
        var bonds = string.Concat(Enumerable.Range(1, 44).SelectMany(a => Enumerable.Range(a + 1, 44 - a).Select(b => $"{a,3}{b,3}  1  0\n")));

        AssertRefused($"\n\n\n 44946  0  0  0  0            999 V2000\n{atoms}{bonds}M  END", "unsupported", "More rings than atoms.");
    }

    [Fact]
    public void A_title_may_be_in_any_alphabet()
    {
        Assert.Equal(["CCO", "CCO"], Smiles([Title("Äthanol"), Title("caf\ufffd \u0007")]));
    }

    private static string Title(string title) => title + Ethanol.ReplaceLineEndings("\n")["ethanol".Length..];

    private static string OneAtom(string atom, string line) =>
        $"\n\n\n  1  0  0  0  0  0            999 V2000\n    0.0000    0.0000    0.0000 {atom}\n{line}{(line.Length > 0 ? "\n" : "")}M  END";

    private static string Star(string element, int arms, string order) =>
        $"\n\n\n{arms + 1,3}{arms,3}  0  0  0  0            999 V2000\n"
        + string.Concat(Enumerable.Repeat($"    0.0000    0.0000    0.0000 {element}   0  0\n", arms + 1))
        + string.Concat(Enumerable.Range(2, arms).Select(arm => $"  1{arm,3}{order}  0\n")) + "M  END";

    private static string[] Smiles(string[] texts) =>
        MoleculeProcessor.Process(texts, MoleculeParts.Smiles, new() { Standardize = false }).Smiles!;

    private static void AssertRefused(string block, string reason, string message, ProcessingOptions? options = null)
    {
        var batch = MoleculeProcessor.Process([block], MoleculeParts.None, options);

        Assert.Equal((reason, message), (batch.Status[0].ReasonCode(), batch.Messages[0]));
    }
}
