using System.Text;
using MolScreen.Contracts.Screening;

namespace MolScreen.Gateway.Jobs;

/// <summary>Molecules of a message as the file they would have been.</summary>
internal static class MoleculeList
{
    /// <summary>A CSV file with the columns <c>smiles</c> and <c>id</c>, a row for each molecule whatever it holds.</summary>
    public static MemoryStream ToCsv(IReadOnlyList<SubmittedMolecule> molecules)
    {
        var csv = new StringBuilder("smiles,id\n");
        foreach (var molecule in molecules)
        {
            csv.Append(Cell(molecule.Text)).Append(',').Append(Cell(molecule.Id)).Append('\n');
        }

        return new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString()));
    }

    /// <summary>Quoted; a line break, which no SMILES has, becomes a blank so that rows stay rows.</summary>
    private static string Cell(string? text) =>
        $"\"{(text ?? "").Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"";
}
