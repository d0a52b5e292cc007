using System.Text.Json.Serialization;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests.Input;

/// <summary>What python3-rdkit reads from an SD file; asked of scripts/oracles/sd-files, which explains the keys.</summary>
internal sealed record SdOracle
{
    /// <summary>SD files of RDKit's data package (rdkit-data): 975 records in all.</summary>
    public static readonly string[] Files =
    [
        "Data/NCI/first_200.props.sdf", "Projects/DbCLI/testData/pubchem.200.sdf", "Projects/DbCLI/testData/bzr.sdf",
        "Contrib/PBF/testData/egfr.sdf", "Contrib/Fastcluster/testdata/cdk2.sdf",
    ];

    [JsonPropertyName("title")]
    public required string Title { get; init; }

    [JsonPropertyName("smiles")]
    public required string? Smiles { get; init; }

    [JsonPropertyName("properties")]
    public required Dictionary<string, string> Properties { get; init; }

    /// <summary>A file of the data package.</summary>
    public static string Path(string file) => System.IO.Path.Combine("/usr/share/RDKit", file);

    /// <summary>Every record of a file.</summary>
    /// <param name="v3000">A file that gets the same records as V3000; what is said is then of these.</param>
    public static Task<List<SdOracle>> Read(string path, string? v3000 = null) =>
        Python.Answers<SdOracle>([], v3000 is null ? ["sd-files", path] : ["sd-files", path, "--v3000", v3000]);
}
