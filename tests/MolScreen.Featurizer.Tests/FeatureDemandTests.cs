using Microsoft.Extensions.Options;
using MolScreen.Chemistry;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;

namespace MolScreen.Featurizer.Tests;

/// <summary>Fingerprints and descriptors are made where a model of the chunk takes them, and only there.</summary>
public sealed class FeatureDemandTests
{
    private static readonly string[] Texts = ["CCO", "C1CC", "CC(=O)[O-].[Na+]", "c1ccc2ccccc2c1"];

    private readonly ChunkFeaturizer featurizer = new(Options.Create(new FeaturizerOptions()), new Demand());

    [Fact]
    public void Models_of_graphs_alone_get_graphs_alone()
    {
        var featurized = featurizer.Featurize(Chunk("bace", "esol"));

        Assert.Null(featurized.Fingerprints);
        Assert.Null(featurized.Descriptors);
    }

    [Fact]
    public void Fingerprints_of_each_kind_are_those_of_the_accepted_molecules()
    {
        var featurized = featurizer.Featurize(Chunk("counts-2-2048", "bace", "counts-3-512"));

        Assert.Null(featurized.Descriptors);
        Assert.Equal(2, featurized.Fingerprints!.Count);
        foreach (var (payload, radius, size) in new[] { (featurized.Fingerprints[0], 2, 2048), (featurized.Fingerprints[1], 3, 512) })
        {
            var options = new ProcessingOptions { Fingerprint = new FingerprintOptions { Radius = radius, Size = size, Counts = true } };
            var counts = MoleculeProcessor.Process(Texts, MoleculeParts.Fingerprint, options).FingerprintCounts;
            var read = PackedFingerprints.Unpack(payload);
            Assert.Equal((radius, size, 3), (read.Radius, read.Size, read.Count));
            Assert.Equal(PackedFingerprints.Of(radius, size, counts).Pack(), payload);
        }
    }

    [Fact]
    public void Descriptors_are_those_that_were_asked_for_and_an_unknown_one_is_left_out()
    {
        var read = PackedDescriptors.Unpack(featurizer.Featurize(Chunk("TPSA", "NoSuchThing", "MolWt")).Descriptors);

        Assert.Equal(["TPSA", "MolWt"], read.Names);
        Assert.Equal(3, read.Count);
        Assert.Equal([20.23, 46.069, 37.3, 60.052, 0, 128.174], read.Values.Select(value => Math.Round(value, 3))); // ethanol, acetic acid, naphthalene
        Assert.Null(featurizer.Featurize(Chunk("NoSuchThing")).Descriptors);
    }

    [Fact]
    public void A_chunk_of_rejects_has_empty_payloads()
    {
        var featurized = featurizer.Featurize(Chunk("TPSA", "counts-2-2048", "counts-3-512") with { Molecules = [new MoleculeText(0, "", "x")] });

        Assert.Equal([0, 0], featurized.Fingerprints!.Select(payload => PackedFingerprints.Unpack(payload).Count));
        Assert.Equal(0, PackedDescriptors.Unpack(featurized.Descriptors).Count);
    }

    private static FeaturizeMolecules Chunk(params string[] models) =>
        new(SchemaVersion.Current, Guid.NewGuid(), 0, models, [.. Texts.Select((text, i) => new MoleculeText(i, "", text))]);
}
