namespace MolScreen.Chemistry.Tests.Fingerprints;

public sealed class FingerprintOptionsTests
{
    public static TheoryData<FingerprintOptions, string> OutOfRange => new()
    {
        { new() { Radius = -1 }, "Radius" },
        { new() { Radius = 11 }, "Radius" },
        { new() { Size = 0 }, "Size" },
        { new() { Size = 1001 }, "multiple of 8" },
        { new() { Size = 1 << 17 }, "Size" },
        { new() { Kind = (FingerprintKind)9 }, "kind" },
        { new() { Kind = FingerprintKind.Maccs, Counts = true }, "counts" },
        { new() { Kind = FingerprintKind.Pattern, Chirality = true }, "stereoisomers" },
        { new() { Kind = FingerprintKind.AtomPair, Features = true }, "feature invariants" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Settings_that_no_kind_has_are_refused(FingerprintOptions options, string expected)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => MoleculeProcessor.Process(["C"], MoleculeParts.Fingerprint, new ProcessingOptions { Fingerprint = options }));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Worked by hand: every carbon of ethane is one environment, and the two together another of radius 1.</summary>
    [Fact]
    public void Counts_count_environments()
    {
        var options = new ProcessingOptions { Fingerprint = new FingerprintOptions { Counts = true, Size = 64 } };
        var batch = MoleculeProcessor.Process(["CC"], MoleculeParts.Fingerprint, options);

        Assert.Null(batch.Fingerprints);
        Assert.Equal(64, batch.FingerprintCounts!.Length);
        Assert.Equal([1, 2], batch.FingerprintCounts.Where(count => count > 0).Order().Select(count => (int)count));
    }

    [Fact]
    public void Chirality_tells_enantiomers_apart()
    {
        string[] alanines = ["C[C@H](N)C(=O)O", "C[C@@H](N)C(=O)O"];
        bool Same(bool chirality)
        {
            var batch = MoleculeProcessor.Process(
                alanines, MoleculeParts.Fingerprint, new ProcessingOptions { Fingerprint = new FingerprintOptions { Chirality = chirality } });
            return batch.Fingerprints.AsSpan(0, 256).SequenceEqual(batch.Fingerprints.AsSpan(256));
        }

        Assert.True(Same(chirality: false));
        Assert.False(Same(chirality: true));
    }

    /// <summary>Recursive MACCS keys and the feature patterns are queries of each thread's own.</summary>
    [Theory]
    [InlineData(FingerprintKind.Maccs, false)]
    [InlineData(FingerprintKind.Morgan, true)]
    [InlineData(FingerprintKind.Pattern, false)]
    public void The_number_of_threads_changes_nothing(FingerprintKind kind, bool features)
    {
        string[] smiles = [.. RdkitOracle.All.Where((_, i) => i % 8 == 0).Select(m => m.Smiles)];
        byte[] Of(int threads) => MoleculeProcessor.Process(
            smiles,
            MoleculeParts.Fingerprint,
            new ProcessingOptions { Threads = threads, Fingerprint = new FingerprintOptions { Kind = kind, Features = features } }).Fingerprints!;

        Assert.Equal(Of(1), Of(4));
    }
}
