using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Testing;

namespace MolScreen.Featurizer.Tests;

public sealed class ChunkFeaturizerTests
{
    private readonly ChunkFeaturizer featurizer = new(Options.Create(new FeaturizerOptions()), new Demand());

    [Fact]
    public void Accepted_and_rejected_molecules_keep_their_positions_in_the_library()
    {
        var featurized = featurizer.Featurize(Chunk((500, "CCO"), (501, "C1CC"), (502, ""), (503, "c1ccccc1"), (504, "C(C)(C)(C)(C)C")));

        Assert.Equal([500, 503], featurized.Indices);
        Assert.Equal(["CCO", "c1ccccc1"], featurized.Smiles);
        Assert.Equal([(501, "syntax"), (502, "empty"), (504, "valence")], featurized.Rejected.Select(row => (row.Index, row.Reason)));
        Assert.All(featurized.Rejected, row => Assert.NotEmpty(row.Detail));
        Assert.Equal((SchemaVersion.Current, 3), (featurized.Schema, featurized.Chunk));
        Assert.Equal(["bace"], featurized.Models);
    }

    [Fact]
    public void Graphs_and_properties_are_those_of_the_accepted_molecules()
    {
        var featurized = featurizer.Featurize(Chunk((0, "bad"), (1, "CCO"), (2, "C")));

        var graphs = PackedGraphs.Unpack(featurized.Graphs);
        Assert.Equal("chemprop-v2", graphs.Layout);
        Assert.Equal([3, 1], graphs.AtomCounts);
        Assert.Equal([2, 0], graphs.BondCounts);
        var properties = MemoryMarshal.Cast<byte, float>(featurized.Properties);
        Assert.Equal(2 * MolecularProperties.Names.Count, properties.Length);
        Assert.Equal(46.069, properties[0], 0.001); // molecular weight of ethanol
        Assert.Equal(16.043, properties[MolecularProperties.Names.Count], 0.001); // and of methane
    }

    [Fact]
    public void A_chunk_of_rejects_has_an_empty_payload()
    {
        var featurized = featurizer.Featurize(Chunk((0, "x"), (1, "y")));

        Assert.Equal(0, PackedGraphs.Unpack(featurized.Graphs).Count);
        Assert.Empty(featurized.Indices);
        Assert.Equal(2, featurized.Rejected.Count);
    }

    [Fact]
    public void A_salt_is_featurized_as_its_largest_fragment()
    {
        Assert.Equal(["CC(=O)O"], featurizer.Featurize(Chunk((0, "CC(=O)[O-].[Na+]"))).Smiles);
    }

    [Fact]
    public void A_molecule_that_takes_too_long_is_rejected_alone()
    {
        featurizer.Featurize(Chunk((0, "CCO"))); // what is set up at first use does not count
        var impatient = new ChunkFeaturizer(Options.Create(new FeaturizerOptions { TimeLimit = 0.2, MaxHeavyAtoms = 2000 }), new Demand());

        var featurized = impatient.Featurize(Chunk((7, "CCO"), (8, SlowMolecule.Prism(600)), (9, "CC")));

        Assert.Equal([7, 9], featurized.Indices);
        Assert.Equal((8, "timeout"), (Assert.Single(featurized.Rejected).Index, featurized.Rejected[0].Reason));
    }

    private static FeaturizeMolecules Chunk(params (int Index, string Text)[] molecules) => new(
        SchemaVersion.Current, Guid.NewGuid(), 3, ["bace"], [.. molecules.Select(molecule => new MoleculeText(molecule.Index, "", molecule.Text))]);
}
