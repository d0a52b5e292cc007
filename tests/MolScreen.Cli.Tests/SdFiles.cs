namespace MolScreen.Cli.Tests;

/// <summary>Records of SD files of RDKit's data package (rdkit-data), as text.</summary>
internal static class SdFiles
{
    /// <summary>The first records of 200 compounds of PubChem; titles are their CIDs.</summary>
    public static string[] PubChem(int count) => Records("/usr/share/RDKit/Projects/DbCLI/testData/pubchem.200.sdf", count);

    /// <summary>A record whose MOL block has lost its end.</summary>
    public static string WithoutEnd(string record) => record.Replace("M  END\n", "", StringComparison.Ordinal);

    /// <summary>A record whose first carbon has become any atom.</summary>
    public static string WithQuery(string record) =>
        record.IndexOf(" C  ", StringComparison.Ordinal) is var at && at > 0 ? record[..at] + " A  " + record[(at + 4)..] : throw new ArgumentException("no carbon", nameof(record));

    private static string[] Records(string path, int count) =>
        [.. File.ReadAllText(path).Split("$$$$\n", StringSplitOptions.RemoveEmptyEntries).Take(count).Select(record => record + "$$$$\n")];
}
