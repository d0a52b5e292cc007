using MolScreen.Contracts.Featurizing;

namespace MolScreen.Contracts.Tests;

public sealed class PackedFingerprintsTests
{
    // Three molecules: two entries, none, one at the last position.
    private static readonly PackedFingerprints Fingerprints = new(2, 8, [0, 2, 2, 3], [1, 4, 7], [3, 1, 65535]);

    [Fact]
    public void The_bytes_are_those_of_the_documented_layout()
    {
        byte[] expected =
        [
            .. "MSF1"u8, 2,
            8, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0, // size, n, entries
            0, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, // starts
            1, 0, 4, 0, 7, 0,
            3, 0, 1, 0, 255, 255,
        ];

        Assert.Equal(expected, Fingerprints.Pack());
    }

    [Fact]
    public void What_is_packed_is_unpacked()
    {
        var read = PackedFingerprints.Unpack(Fingerprints.Pack());

        Assert.Equal((2, 8, 3), (read.Radius, read.Size, read.Count));
        Assert.Equal(Fingerprints.Starts, read.Starts);
        Assert.Equal(Fingerprints.Positions, read.Positions);
        Assert.Equal(Fingerprints.Counts, read.Counts);
    }

    [Fact]
    public void A_dense_table_becomes_its_entries()
    {
        ushort[] table = [0, 3, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 65535];

        Assert.Equal(Fingerprints.Pack(), PackedFingerprints.Of(2, 8, table).Pack());
        Assert.Equal([0, 8], PackedFingerprints.Of(0, 8, [1, 1, 1, 1, 1, 1, 1, 1]).Starts);
    }

    [Fact]
    public void No_molecule_is_a_payload_too() => Assert.Equal(0, PackedFingerprints.Unpack(PackedFingerprints.Of(2, 2048, []).Pack()).Count);

    [Fact]
    public void Every_shortened_payload_is_refused()
    {
        var whole = Fingerprints.Pack();

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<FormatException>(() => PackedFingerprints.Unpack(whole.AsSpan(0, length)));
        }

        Assert.Throws<FormatException>(() => PackedFingerprints.Unpack([.. whole, 0]));
    }

    [Fact]
    public void A_number_of_molecules_beyond_the_payload_is_refused()
    {
        var whole = Fingerprints.Pack();
        whole.AsSpan(9, 4).Fill(255);

        Assert.Throws<FormatException>(() => PackedFingerprints.Unpack(whole));
    }

    public static TheoryData<string, PackedFingerprints> Contradictions => new()
    {
        { "no size", Fingerprints with { Size = 0 } },
        { "beyond the positions of 16 bits", Fingerprints with { Size = 65537 } },
        { "a position beyond the size", Fingerprints with { Size = 7 } },
        { "a first start", Fingerprints with { Starts = [1, 2, 2, 3] } },
        { "an end before the entries' end", Fingerprints with { Starts = [0, 2, 2, 2] } },
        { "a molecule that ends before it starts", Fingerprints with { Starts = [0, 2, 1, 3] } },
        { "a negative start", Fingerprints with { Starts = [0, -1, 2, 3] } },
        { "a start beyond the entries", Fingerprints with { Starts = [0, 9, 2, 3] } },
        { "positions out of order", Fingerprints with { Positions = [4, 1, 7] } },
        { "a position twice", Fingerprints with { Positions = [4, 4, 7] } },
        { "a count of 0", Fingerprints with { Counts = [3, 0, 1] } },
    };

    [Theory]
    [MemberData(nameof(Contradictions), DisableDiscoveryEnumeration = true)]
    public void A_payload_that_contradicts_itself_is_refused(string what, PackedFingerprints fingerprints)
    {
        Assert.NotEmpty(what);
        Assert.Throws<FormatException>(() => PackedFingerprints.Unpack(fingerprints.Pack()));
    }
}
