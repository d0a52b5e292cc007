using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry.Tests.Native;

public sealed class NativeChemistryTests
{
    private static readonly NativeMoleculeOptions Options = new() { MaxHeavyAtoms = 500, MaxTextLength = 1000, Fingerprint = new FingerprintOptions().Native };

    public static TheoryData<byte[], long[], int, int, string> BadArguments => new()
    {
        { "CC"u8.ToArray(), [0, 2, 1], 2, 2048, "offsets must not fall" },
        { "CC"u8.ToArray(), [1, 2], 1, 2048, "offsets that do not start at 0" },
        { "CC"u8.ToArray(), [0, 2], -1, 2048, "a count below zero" },
        { "CC"u8.ToArray(), [0, 2], 1, 1001, "multiple of 8" },
    };

    [Theory]
    [MemberData(nameof(BadArguments))]
    public void A_bad_argument_is_a_status_and_a_last_error_not_a_crash(byte[] bytes, long[] offsets, int count, int bits, string expected)
    {
        var options = Options with { Fingerprint = (new FingerprintOptions() with { Size = bits }).Native };
        var status = NativeChemistry.ProcessMolecules(bytes, offsets, count, in options, [0], out var result);

        using (result)
        {
            Assert.Equal(1, status);
            Assert.True(result.IsInvalid);
            var error = Assert.Throws<ChemistryException>(() => NativeChemistry.Check(status));
            Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The table of well-formed UTF-8 sequences, Unicode 15, table 3-7: first and last of each row, and their neighbours.</summary>
    [Theory]
    [InlineData("C3A9", true)]
    [InlineData("C1BF", false)]
    [InlineData("C280", true)]
    [InlineData("C2", false)]
    [InlineData("E09FBF", false)]
    [InlineData("E0A080", true)]
    [InlineData("ED9FBF", true)]
    [InlineData("EDA080", false)]
    [InlineData("EFBFBF", true)]
    [InlineData("F08FBFBF", false)]
    [InlineData("F0908080", true)]
    [InlineData("F48FBFBF", true)]
    [InlineData("F4908080", false)]
    [InlineData("F5808080", false)]
    [InlineData("80", false)]
    [InlineData("7F", false)]
    [InlineData("1F", false)]
    public void Text_is_checked_byte_by_byte(string hex, bool valid)
    {
        byte[] bytes = [.. "CC"u8, .. Convert.FromHexString(hex)];
        var options = Options;
        NativeChemistry.Check(NativeChemistry.ProcessMolecules(bytes, [0, bytes.Length], 1, in options, [0], out var result));

        using (result)
        {
            // Valid text that is no SMILES is refused for its syntax.
            var first = result.Column<MoleculeStatus>(MoleculeColumn.Status)[0];
            Assert.Equal(valid ? MoleculeStatus.Syntax : MoleculeStatus.Encoding, first);
        }
    }
}
