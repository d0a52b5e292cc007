using System.Text;
using MolScreen.Contracts.Screening;

namespace MolScreen.Gateway.Jobs;

/// <summary>Molecules of a message as the file they would have been.</summary>
internal static class MoleculeList
{
    // What the store keeps of an identifier, and more than it takes of a molecule's text.
    private const int MaxId = 1001;
    private const int MaxText = 250_000;

    /// <summary>A CSV file with the columns <c>smiles</c> and <c>id</c>, a row for each molecule whatever it holds.</summary>
    public static MemoryStream ToCsv(IReadOnlyList<SubmittedMolecule> molecules)
    {
        var csv = new StringBuilder("smiles,id\n");
        foreach (var molecule in molecules)
        {
            var id = (molecule.Id ?? "").ReplaceLineEndings(" ");
            csv.Append(Cell(Rows(molecule.Text ?? ""))).Append(',').Append(Cell(id.Length > MaxId ? id[..MaxId] : id)).Append('\n');
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString()));
    }

    /// <summary>A MOL block keeps its lines; of a text that is too long anyhow one line is made, so that it is one rejected row.</summary>
    private static string Rows(string text) => text.Length > MaxText ? text.ReplaceLineEndings(" ") : text;

    private static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
