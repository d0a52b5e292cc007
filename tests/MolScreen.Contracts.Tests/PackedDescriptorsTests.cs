using MolScreen.Contracts.Featurizing;

namespace MolScreen.Contracts.Tests;

public sealed class PackedDescriptorsTests
{
    private static readonly PackedDescriptors Descriptors = new(["TPSA", "qed"], [20.23f, 0.4f, float.NaN, 1]);

    [Fact]
    public void The_bytes_are_those_of_the_documented_layout()
    {
        byte[] expected =
        [
            .. "MSD1"u8, 2, 0, 0, 0, 2, 0, 0, 0, // names, molecules
            4, .. "TPSA"u8, 3, .. "qed"u8,
            .. new[] { 20.23f, 0.4f, float.NaN, 1 }.SelectMany(BitConverter.GetBytes),
        ];

        Assert.Equal(expected, Descriptors.Pack());
    }

    [Fact]
    public void What_is_packed_is_unpacked()
    {
        var read = PackedDescriptors.Unpack(Descriptors.Pack());

        Assert.Equal(Descriptors.Names, read.Names);
        Assert.Equal(Descriptors.Values, read.Values);
        Assert.Equal(2, read.Count);
        Assert.Equal(0, PackedDescriptors.Unpack((Descriptors with { Values = [] }).Pack()).Count);
    }

    [Fact]
    public void Every_shortened_payload_is_refused()
    {
        var whole = Descriptors.Pack();

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<FormatException>(() => PackedDescriptors.Unpack(whole.AsSpan(0, length)));
        }

        Assert.Throws<FormatException>(() => PackedDescriptors.Unpack([.. whole, 0]));
    }

    [Fact]
    public void Names_that_are_missing_empty_or_repeated_are_refused()
    {
        byte[] nothing = [.. "MSD1"u8, 0, 0, 0, 0, 2, 0, 0, 0];

        Assert.Throws<FormatException>(() => PackedDescriptors.Unpack(nothing));
        Assert.Throws<FormatException>(() => PackedDescriptors.Unpack((Descriptors with { Names = ["TPSA", ""] }).Pack()));
        Assert.Throws<FormatException>(() => PackedDescriptors.Unpack((Descriptors with { Names = ["TPSA", "TPSA"] }).Pack()));
    }

    [Fact]
    public void Counts_beyond_the_payload_are_refused()
    {
        foreach (var at in new[] { 4, 8 })
        {
            var whole = Descriptors.Pack();
            whole.AsSpan(at, 4).Fill(255);
            Assert.Throws<FormatException>(() => PackedDescriptors.Unpack(whole));
        }
    }
}
