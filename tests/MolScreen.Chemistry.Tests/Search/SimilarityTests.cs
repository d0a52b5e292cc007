using System.Text.Json.Serialization;
using MolScreen.Chemistry.Search;

namespace MolScreen.Chemistry.Tests.Search;

public sealed class SimilarityTests
{
    /// <summary>Bits counted one by one, in words and in vectors; a full, an empty and random fingerprints.</summary>
    [Fact]
    public unsafe void Common_bits_are_the_same_however_they_are_counted()
    {
        var random = new Random(7);
        for (var round = 0; round < 1_000; round++)
        {
            var (a, b) = (new byte[256], new byte[256]);
            random.NextBytes(a);
            random.NextBytes(b);
            if (round < 2)
            {
                a.AsSpan().Fill((byte)(round == 0 ? 0xFF : 0));
                b.AsSpan().Fill(0xFF);
            }

            var expected = Enumerable.Range(0, 2048).Count(bit => (a[bit / 8] & b[bit / 8] & (1 << (bit % 8))) != 0);
            fixed (byte* first = a, second = b)
            {
                Assert.Equal(expected, TanimotoSearch.CommonByWords((ulong*)first, (ulong*)second));
                if (System.Runtime.Intrinsics.X86.Avx2.IsSupported)
                {
                    Assert.Equal(expected, TanimotoSearch.CommonByVectors((ulong*)first, (ulong*)second));
                }
            }
        }
    }

    /// <summary>Order and values of python3-rdkit's BulkTanimotoSimilarity (scripts/oracles/regenerate-search), ties included.</summary>
    [Fact]
    public void The_nearest_of_nci_are_those_of_rdkit()
    {
        var oracle = RdkitOracle.Read<SimilarityOracle>("similarity.jsonl.gz");
        Assert.Equal(20, oracle.Length);

        foreach (var query in oracle)
        {
            var found = NciIndex.Instance.Similar(query.Smiles, top: 50);

            Assert.Equal(query.Top.Select(hit => ((int)hit[0], hit[1])), found.Select(hit => (hit.Molecule, hit.Similarity)));
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void A_threshold_is_inclusive_and_cuts_the_list(double threshold)
    {
        var all = NciIndex.Instance.Similar(NciIndex.Smiles[100], NciIndex.Instance.Count);
        Assert.Equal(NciIndex.Instance.Count, all.Length);

        var found = NciIndex.Instance.Similar(NciIndex.Smiles[100], NciIndex.Instance.Count, threshold);

        Assert.Equal(all.Where(hit => hit.Similarity >= threshold), found);
        Assert.NotEmpty(found);
    }

    /// <summary>Against the slow search below, on fingerprints of every density, with many ties.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 10)]
    [InlineData(3, 500)]
    [InlineData(4, 5000)]
    public void Bounds_never_change_the_answer(int seed, int top)
    {
        var random = new Random(seed);
        var fingerprints = new byte[2000 * 256];
        for (var molecule = 0; molecule < 2000; molecule++)
        {
            // Every third is a near copy of an earlier one; densities from empty to full.
            var own = fingerprints.AsSpan(molecule * 256, 256);
            if (molecule % 3 == 2)
            {
                fingerprints.AsSpan(random.Next(molecule) * 256, 256).CopyTo(own);
            }

            var bits = molecule % 3 == 2 ? random.Next(4) : random.Next(molecule % 10 == 0 ? 2500 : 80);
            for (var i = 0; i < bits; i++)
            {
                own[random.Next(256)] ^= (byte)(1 << random.Next(8));
            }
        }

        using var index = MoleculeIndex.OfFingerprints(fingerprints);
        for (var query = 0; query < 2000; query += 97)
        {
            var wanted = fingerprints.AsSpan(query * 256, 256).ToArray();
            foreach (var threshold in new[] { 0, 0.2, 0.6 })
            {
                Assert.Equal(Reference(fingerprints, wanted, top, threshold), index.Similar(wanted, top, threshold));
            }
        }
    }

    [Fact]
    public void A_query_that_is_no_molecule_is_one_sentence()
    {
        var error = Assert.Throws<QueryException>(() => NciIndex.Instance.Similar("C1CC", 10));

        Assert.StartsWith("The query 'C1CC' is not a molecule. Ring closure 1 is not closed", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Bit by bit, everything sorted.</summary>
    private static SimilarMolecule[] Reference(byte[] fingerprints, byte[] query, int top, double threshold)
    {
        static bool Has(ReadOnlySpan<byte> fingerprint, int bit) => (fingerprint[bit / 8] >> (bit % 8) & 1) != 0;
        var hits = new List<SimilarMolecule>();
        for (var molecule = 0; molecule < fingerprints.Length / 256; molecule++)
        {
            var own = fingerprints.AsSpan(molecule * 256, 256);
            var (common, either) = (0, 0);
            for (var bit = 0; bit < 2048; bit++)
            {
                common += Has(own, bit) && Has(query, bit) ? 1 : 0;
                either += Has(own, bit) || Has(query, bit) ? 1 : 0;
            }

            hits.Add(new SimilarMolecule(molecule, either == 0 ? 0 : (double)common / either));
        }

        return [.. hits.Where(h => h.Similarity >= threshold).OrderByDescending(h => h.Similarity).ThenBy(h => h.Molecule).Take(top)];
    }
}

/// <summary>One line of similarity.jsonl.gz.</summary>
internal sealed record SimilarityOracle
{
    [JsonPropertyName("smiles")]
    public required string Smiles { get; init; }

    [JsonPropertyName("top")]
    public required double[][] Top { get; init; }
}
