using System.Text.Json;
using System.Text.Json.Serialization;
using MolScreen.Chemistry.Alerts;

namespace MolScreen.Chemistry.Tests.Alerts;

/// <summary>Exact agreement with the FilterCatalog of python3-rdkit on the NCI molecules and the odd ones.</summary>
public sealed class AlertOracleTests
{
    private static readonly ProcessingOptions AsWritten = new() { Standardize = false };

    private static readonly Lazy<OracleAlerts[]> LazyOracle = new(() => RdkitOracle.Read<OracleAlerts>("rdkit_alerts.jsonl.gz"));

    private static OracleAlerts[] Oracle => LazyOracle.Value;

    [Fact]
    public void Alerts_and_all_their_matches_are_the_same()
    {
        var batch = MoleculeProcessor.Process([.. Oracle.Select(o => o.Smiles)], MoleculeParts.Alerts, AsWritten);

        Assert.Equal(Oracle.Length, batch.Accepted.Length);
        Assert.InRange(batch.Alerts!.Numbers.Length, 7_000, 20_000);
        foreach (var (expected, found) in Oracle.Zip(batch.Alerts.ByMolecule()))
        {
            Assert.Equal(expected.Found, found.Select(Text));
        }
    }

    [Theory]
    [InlineData(AlertCatalogs.PainsA)]
    [InlineData(AlertCatalogs.PainsB | AlertCatalogs.Zinc)]
    [InlineData(AlertCatalogs.Brenk)]
    [InlineData(AlertCatalogs.None)]
    public void Only_the_catalogs_asked_for_are_searched(AlertCatalogs catalogs)
    {
        var some = Oracle.Where((_, i) => i % 10 == 0).ToList();
        var batch = MoleculeProcessor.Process([.. some.Select(o => o.Smiles)], MoleculeParts.Alerts, AsWritten with { AlertCatalogs = catalogs });

        var names = StructuralAlert.Of(catalogs).Select(a => $"{a.Catalog} {a.Name} ").ToHashSet();
        foreach (var (expected, found) in some.Zip(batch.Alerts!.ByMolecule()))
        {
            Assert.Equal(expected.Found.Where(line => names.Contains(line[..(line.IndexOf('[', StringComparison.Ordinal))])), found.Select(Text));
        }
    }

    /// <summary>Atom indices of a standardized molecule are those of its SMILES: read back as written, it has the same alerts.</summary>
    [Fact]
    public void Atoms_are_counted_as_in_the_smiles_that_is_reported()
    {
        var molecules = Oracle.Where((_, i) => i % 3 == 0 || i > 4_900).Select(o => o.Smiles).ToList();
        var standard = MoleculeProcessor.Process(molecules, MoleculeParts.Alerts | MoleculeParts.Smiles);
        var again = MoleculeProcessor.Process(standard.Smiles!, MoleculeParts.Alerts, AsWritten);

        AssertSame(standard.Alerts!, again.Alerts!);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        var molecules = Oracle.Take(600).Select(o => o.Smiles).ToList();
        var one = MoleculeProcessor.Process(molecules, MoleculeParts.Alerts, new() { Threads = 1 }).Alerts!;
        var many = MoleculeProcessor.Process(molecules, MoleculeParts.Alerts, new() { Threads = 7 }).Alerts!;

        AssertSame(one, many);
    }

    private static string Text(AlertMatch match) =>
        $"{match.Alert.Catalog} {match.Alert.Name} {JsonSerializer.Serialize(match.Atoms)}";

    private static void AssertSame(AlertArrays one, AlertArrays other)
    {
        Assert.Equal(one.Counts, other.Counts);
        Assert.Equal(one.Numbers, other.Numbers);
        Assert.Equal(one.Matches, other.Matches);
        Assert.Equal(one.Atoms, other.Atoms);
    }

    private sealed record OracleAlerts
    {
        [JsonPropertyName("smiles")]
        public required string Smiles { get; init; }

        [JsonPropertyName("alerts")]
        public required JsonElement[][] Alerts { get; init; }

        public IEnumerable<string> Found => Alerts.Select(alert => $"{CatalogOf(alert[0].GetString()!)} {alert[1].GetString()} {alert[2].GetRawText()}");

        private static AlertCatalogs CatalogOf(string name) =>
            Enum.Parse<AlertCatalogs>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
    }
}
