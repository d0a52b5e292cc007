using System.Globalization;
using System.Text;
using MolScreen.Chemistry;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Output;

namespace MolScreen.Cli.Fingerprints;

/// <summary>Fingerprints as CSV: bits as hexadecimal digits, counts as <c>index:count</c> pairs between blanks.</summary>
internal static class FingerprintTable
{
    /// <summary>The kinds under the names of the command line.</summary>
    public static IReadOnlyDictionary<string, FingerprintKind> Kinds { get; } = new Dictionary<string, FingerprintKind>
    {
        ["morgan"] = FingerprintKind.Morgan,
        ["maccs"] = FingerprintKind.Maccs,
        ["rdkit"] = FingerprintKind.RdkitPath,
        ["atom-pair"] = FingerprintKind.AtomPair,
        ["pattern"] = FingerprintKind.Pattern,
    };

    /// <summary>Writes a header and a line for each row.</summary>
    public static void Write(IEnumerable<ProcessedRow> rows, TextWriter output)
    {
        Csv.WriteRow(output, ["row", "id", "smiles", "fingerprint", "error"]);
        foreach (var row in rows)
        {
            Csv.WriteRow(output,
            [
                row.Record.Row.ToString(CultureInfo.InvariantCulture), Csv.Field(row.Record.Id), Csv.Field(row.Smiles),
                row.Error is null ? Text(row.Batch, row.Accepted) : "", row.Error ?? "",
            ]);
        }
    }

    private static string Text(MoleculeBatch batch, int molecule)
    {
        if (batch.FingerprintCounts is not { } counts)
        {
            return Convert.ToHexStringLower(batch.Fingerprints.AsSpan(molecule * batch.FingerprintBytes, batch.FingerprintBytes));
        }

        var text = new StringBuilder();
        var own = counts.AsSpan(molecule * batch.FingerprintLength, batch.FingerprintLength);
        for (var i = 0; i < own.Length; i++)
        {
            if (own[i] > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? " " : "")}{i}:{own[i]}");
            }
        }

        return text.ToString();
    }
}
