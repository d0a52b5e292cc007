using MolScreen.Contracts.Featurizing;

namespace MolScreen.Contracts.Tests;

public sealed class PackedGraphsTests
{
    // Two molecules: C–O and a lone C.
    private static readonly PackedGraphs Graphs = new(
        "chemprop-v2",
        [2, 1],
        [1, 0],
        [.. Enumerable.Range(0, 21).Select(i => (byte)i)],
        [12.011f, 15.999f, 12.011f],
        [0, 1],
        [1, 2, 3, 4]);

    [Fact]
    public void What_is_packed_is_unpacked()
    {
        var read = PackedGraphs.Unpack(Graphs.Pack());

        Assert.Equal(Graphs.Layout, read.Layout);
        Assert.Equal(Graphs.AtomCounts, read.AtomCounts);
        Assert.Equal(Graphs.BondCounts, read.BondCounts);
        Assert.Equal(Graphs.AtomCodes, read.AtomCodes);
        Assert.Equal(Graphs.AtomMasses, read.AtomMasses);
        Assert.Equal(Graphs.BondEnds, read.BondEnds);
        Assert.Equal(Graphs.BondCodes, read.BondCodes);
    }

    [Fact]
    public void The_bytes_are_those_of_the_documented_layout()
    {
        byte[] expected =
        [
            .. "MSG1"u8, 11, .. "chemprop-v2"u8,
            2, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, // n, V, B
            2, 0, 1, 0, // atoms of each molecule
            1, 0, 0, 0, // bonds of each molecule
            .. Enumerable.Range(0, 21).Select(i => (byte)i),
            .. new[] { 12.011f, 15.999f, 12.011f }.SelectMany(BitConverter.GetBytes),
            0, 0, 1, 0,
            1, 2, 3, 4,
        ];

        Assert.Equal(expected, Graphs.Pack());
    }

    [Fact]
    public void No_molecule_is_a_payload_too()
    {
        Assert.Equal(0, PackedGraphs.Unpack(new PackedGraphs("chemprop-v2", [], [], [], [], [], []).Pack()).Count);
    }

    [Fact]
    public void Every_shortened_payload_is_refused()
    {
        var whole = Graphs.Pack();

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<FormatException>(() => PackedGraphs.Unpack(whole.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_payload_that_is_too_long_is_refused()
    {
        Assert.Throws<FormatException>(() => PackedGraphs.Unpack([.. Graphs.Pack(), 0]));
    }

    [Fact]
    public void A_bond_to_an_atom_that_is_not_there_is_refused()
    {
        Assert.Throws<FormatException>(() => PackedGraphs.Unpack((Graphs with { BondEnds = [0, 2] }).Pack()));
    }

    [Fact]
    public void Counts_that_do_not_add_up_are_refused()
    {
        Assert.Throws<FormatException>(() => PackedGraphs.Unpack((Graphs with { AtomCounts = [2, 2] }).Pack()));
        Assert.Throws<FormatException>(() => PackedGraphs.Unpack((Graphs with { BondCounts = [0, 1], AtomCounts = [1, 1] }).Pack()));
    }

    [Fact]
    public void An_unknown_schema_version_is_refused()
    {
        SchemaVersion.Require(SchemaVersion.Current);
        Assert.Throws<FormatException>(() => SchemaVersion.Require(SchemaVersion.Current + 1));
    }
}
