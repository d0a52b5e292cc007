namespace MolScreen.Chemistry.Tests.Molecules;

public sealed class MoleculeProcessorTests
{
    private const MoleculeParts All = MoleculeParts.Smiles | MoleculeParts.Graph | MoleculeParts.Fingerprint | MoleculeParts.Properties;

    [Theory]
    [InlineData("", MoleculeStatus.Empty, "empty", "No SMILES.")]
    [InlineData("   ", MoleculeStatus.Empty, "empty", "No SMILES.")]
    [InlineData("C1CCC", MoleculeStatus.Syntax, "syntax", "Ring closure 1 is not closed, opened at character 2.")]
    [InlineData("C(CC", MoleculeStatus.Syntax, "syntax", "An unclosed parenthesis at character 2.")]
    [InlineData("CC)C", MoleculeStatus.Syntax, "syntax", "A closing parenthesis without an opening one at character 3.")]
    [InlineData("C[NH", MoleculeStatus.Syntax, "syntax", "An unclosed bracket at character 2.")]
    [InlineData("CC?C", MoleculeStatus.Syntax, "syntax", "No atom, bond or ring closure at character 3.")]
    [InlineData("CC\u00e9", MoleculeStatus.Syntax, "syntax", "No atom, bond or ring closure at character 3.")]
    [InlineData("\u00a0CC", MoleculeStatus.Syntax, "syntax", "No atom, bond or ring closure at character 1.")]
    [InlineData("CC\ufffd", MoleculeStatus.Encoding, "encoding", "Not plain UTF-8 text: invalid bytes or control characters.")]
    [InlineData("CC>>CO", MoleculeStatus.Syntax, "syntax", "A reaction arrow at character 3.")]
    [InlineData("CCO ethanol", MoleculeStatus.Syntax, "syntax", "A blank at character 4.")]
    [InlineData("CCCC(C)(C)(C)C", MoleculeStatus.Valence, "valence", "Explicit valence of atom 3 C, 5, is greater than permitted.")]
    [InlineData("c1cccc1", MoleculeStatus.Kekulization, "kekulization", "No Kekulé structure for the aromatic atoms 0 1 2 3 4.")]
    [InlineData("cC", MoleculeStatus.Kekulization, "kekulization", "non-ring atom 0 marked aromatic.")]
    [InlineData("C\tC", MoleculeStatus.Encoding, "encoding", "Not plain UTF-8 text: invalid bytes or control characters.")]
    [InlineData("C\0C", MoleculeStatus.Encoding, "encoding", "Not plain UTF-8 text: invalid bytes or control characters.")]
    [InlineData("*CC", MoleculeStatus.Unsupported, "unsupported", "A wildcard atom.")]
    [InlineData("C~C", MoleculeStatus.Unsupported, "unsupported", "A bond of no certain order.")]
    public void A_bad_molecule_has_a_status_a_code_and_a_sentence(string smiles, MoleculeStatus status, string code, string message)
    {
        var batch = MoleculeProcessor.Process([smiles], All);

        Assert.Equal(status, Assert.Single(batch.Status));
        Assert.Equal(code, batch.Status[0].ReasonCode());
        Assert.Equal(message, Assert.Single(batch.Messages));
        Assert.Empty(batch.Accepted);
    }

    [Theory]
    [InlineData('\uD800')]
    [InlineData('\uDC00')]
    public void Half_of_a_surrogate_pair_is_a_bad_encoding(char half)
    {
        Assert.Equal(MoleculeStatus.Encoding, Assert.Single(MoleculeProcessor.Process([$"C{half}C"], All).Status));
    }

    [Fact]
    public void Bad_molecules_stand_at_their_positions_and_arrays_hold_the_others()
    {
        var batch = MoleculeProcessor.Process(["CCO", "C1", "c1ccccc1", "", "O"], All);

        Assert.Equal(5, batch.Count);
        Assert.Equal([0, 2, 4], batch.Accepted);
        Assert.Equal(["CCO", "c1ccccc1", "O"], batch.Smiles!);
        Assert.Equal(["", "Ring closure 1 is not closed, opened at character 2.", "", "No SMILES.", ""], batch.Messages);
        Assert.Equal([3, 6, 1], batch.Graphs!.AtomCounts);
        Assert.Equal([2, 6, 0], batch.Graphs.BondCounts);
        Assert.Equal(10 * GraphArrays.CodesPerAtom, batch.Graphs.AtomCodes.Length);
        Assert.Equal(8 * GraphArrays.CodesPerBond, batch.Graphs.BondCodes.Length);
        Assert.Equal(3 * MoleculeBatch.PropertyCount, batch.Properties!.Length);
        Assert.Equal(3 * 256, batch.Fingerprints!.Length);
    }

    [Fact]
    public void Only_what_is_asked_for_is_there()
    {
        var batch = MoleculeProcessor.Process(["CCO"], MoleculeParts.Smiles);

        Assert.Null(batch.Graphs);
        Assert.Null(batch.Fingerprints);
        Assert.Null(batch.Properties);
        Assert.Equal("CCO", Assert.Single(batch.Smiles!));
    }

    [Fact]
    public void No_molecules_make_an_empty_batch()
    {
        var batch = MoleculeProcessor.Process([], All);

        Assert.Equal(0, batch.Count);
        Assert.Empty(batch.Smiles!);
        Assert.Equal(0, batch.Graphs!.Count);
    }

    /// <summary>Molecular weight, TPSA and counts of paracetamol and ibuprofen as PubChem lists them (CID 1983 and 3672).</summary>
    [Theory]
    [InlineData("CC(=O)Nc1ccc(O)cc1", 151.16, 49.3, 2, 2)]
    [InlineData("CC(C)Cc1ccc(cc1)C(C)C(=O)O", 206.28, 37.3, 1, 1)]
    public void Properties_are_those_of_the_literature(string smiles, double weight, double tpsa, int donors, int acceptors)
    {
        var properties = MoleculeProcessor.Process([smiles], MoleculeParts.Properties).Properties!;

        Assert.Equal(weight, properties[0], 0.01);
        Assert.Equal(tpsa, properties[2], 0.1);
        Assert.Equal(donors, properties[3]);
        Assert.Equal(acceptors, properties[4]);
    }

    [Fact]
    public void Size_is_counted_in_heavy_atoms_and_the_limit_is_inclusive()
    {
        string[] chains = [new string('C', 500), new string('C', 501), "[2H]" + new string('C', 500)];

        var batch = MoleculeProcessor.Process(chains, MoleculeParts.Smiles);

        Assert.Equal([MoleculeStatus.Ok, MoleculeStatus.TooLarge, MoleculeStatus.Ok], batch.Status);
        Assert.Equal("501 heavy atoms, at most 500 are accepted.", batch.Messages[1]);
        Assert.Equal(MoleculeStatus.TooLarge, MoleculeProcessor.Process(["CCC"], All, new() { MaxHeavyAtoms = 2 }).Status[0]);
    }

    [Fact]
    public void A_text_that_is_too_long_is_not_looked_at()
    {
        var text = new string('C', MoleculeProcessor.MaxTextLength + 1);

        Assert.Equal(MoleculeStatus.TooLong, Assert.Single(MoleculeProcessor.Process([text], All).Status));
    }

    [Fact]
    public void A_net_of_metal_atoms_is_refused_instead_of_searched_for_rings()
    {
        // Twelve iron atoms, each bonded to every other: 66 bonds, 55 rings.
        var atoms = Enumerable.Range(0, 12).Select(i => "[Fe]" + string.Concat(
            Enumerable.Range(0, 12).Where(j => j != i).Select(j => $"%({10 + (Math.Min(i, j) * 12) + Math.Max(i, j)})")));

        var batch = MoleculeProcessor.Process([string.Join('.', atoms)], All);

        Assert.Equal((MoleculeStatus.Unsupported, "More rings than atoms."), (batch.Status[0], batch.Messages[0]));
    }

    [Fact]
    public void Cancellation_stops_a_batch()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => MoleculeProcessor.Process(["C"], All, new() { Threads = 1 }, source.Token));
        Assert.ThrowsAny<OperationCanceledException>(
            () => MoleculeProcessor.Process([.. Enumerable.Repeat("C", 500)], All, new() { Threads = 2 }, source.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_caller_mistake_is_the_same_exception_on_any_number_of_threads(int threads)
    {
        string[] smiles = [.. Enumerable.Repeat("C", 100), null!];

        Assert.Throws<ArgumentNullException>(() => MoleculeProcessor.Process(smiles, All, new() { Threads = threads }));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        ProcessingOptions[] bad =
        [
            new() { MaxHeavyAtoms = 0 }, new() { MaxHeavyAtoms = 2001 }, new() { Threads = -1 },
            new() { Fingerprint = new() { Radius = -1 } }, new() { Fingerprint = new() { Size = 0 } },
        ];

        Assert.All(bad, o => Assert.Throws<ArgumentOutOfRangeException>(() => MoleculeProcessor.Process(["C"], All, o)));
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        string[] smiles = [.. RdkitOracle.All.Where((_, i) => i % 4 == 0).Select(m => m.Smiles)];

        var one = MoleculeProcessor.Process(smiles, All, new() { Threads = 1 });
        var four = MoleculeProcessor.Process(smiles, All, new() { Threads = 4 });

        Assert.Equal(one.Smiles, four.Smiles);
        Assert.Equal(one.Graphs!.AtomCodes, four.Graphs!.AtomCodes);
        Assert.Equal(one.Fingerprints, four.Fingerprints);
        Assert.Equal(one.Properties, four.Properties);
        Assert.Equal(one.Messages, four.Messages);
    }
}
