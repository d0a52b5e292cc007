using System.Globalization;
using MolScreen.Cli.Output;
using MolScreen.Contracts.Results;

namespace MolScreen.Cli.Search;

/// <summary>Found molecules as a table for people or as CSV: row, id, smiles, similarity, rank, score.</summary>
internal static class FoundTable
{
    private const int LongestSmiles = 90;

    /// <summary>Writes CSV where there is a file for it, else the table and how many there are.</summary>
    public static void Write(StructurePage page, TextWriter? csv, TextWriter output, TextWriter error)
    {
        if (csv is not null)
        {
            Csv.WriteRow(csv, ["row", "id", "smiles", "similarity", "rank", "score"]);
            foreach (var molecule in page.Molecules)
            {
                Csv.WriteRow(csv,
                [
                    Text(molecule.Index + 1), Csv.Field(molecule.Id), Csv.Field(molecule.Smiles),
                    Text(molecule.Similarity), Text(molecule.Rank), Text(molecule.Score),
                ]);
            }
        }
        else
        {
            Draw(page, output);
        }

        if (page.Undecided > 0)
        {
            error.WriteLine($"molscreen: {page.Undecided} molecules were left undecided, because matching them takes too long; make the query more specific");
        }
    }

    private static void Draw(StructurePage page, TextWriter output)
    {
        var (similar, ranked) = (page.Total is null, page.JobId != Guid.Empty);
        var table = Tables.With(
            [">row", "id", .. similar ? [">similarity"] : Array.Empty<string>(), .. ranked ? [">rank", ">score"] : Array.Empty<string>(), "SMILES"]);
        foreach (var molecule in page.Molecules)
        {
            table.Add(
            [
                Text(molecule.Index + 1),
                molecule.Id,
                .. similar ? [Rounded(molecule.Similarity)] : Array.Empty<string>(),
                .. ranked ? [Text(molecule.Rank), Rounded(molecule.Score)] : Array.Empty<string>(),
                molecule.Smiles.Length <= LongestSmiles ? molecule.Smiles : molecule.Smiles[..(LongestSmiles - 1)] + "…",
            ]);
        }

        output.Draw(table);
        output.WriteLine(page.Total is { } total ? $"{page.Molecules.Count} of {total} molecules found" : $"{page.Molecules.Count} molecules");
    }

    private static string Text<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Rounded(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";
}
