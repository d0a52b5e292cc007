using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using MolScreen.Chemistry.Input;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests.Molecules;

/// <summary>
/// Standard forms of 5,000 molecules of MoleculeNet's tox21, clintox, sider and hiv sets, 3,500 of them salts, charged or with a
/// metal, against RDKit's MolStandardize in Python, run live by scripts/standardization_reference.py.
/// </summary>
public sealed partial class RdkitComparisonTests
{
    private const int Odd = 3500, Plain = 1500;

    private static readonly Lazy<string[]> Molecules = new(Choose);

    /// <summary>
    /// Molecules whose form differs from RDKit's own ChargeParent, each with the reason:
    /// RDKit's Cleanup also reionizes (moves protons until the strongest acids have the charges), which the recipe does not, for
    /// it neutralizes afterwards; in betaines, whose positive charge stays, that leaves the negative one at another atom
    /// (reionized). ChargeParent fails on what RDKit itself cannot read again (unreadable).
    /// </summary>
    private static readonly Dictionary<string, string> Explained = new(StringComparer.Ordinal)
    {
    };

    /// <summary>The recipe written in Python of RDKit's own classes, every step taken on every molecule.</summary>
    [LongFact]
    public async Task Standard_forms_and_steps_are_those_of_rdkits_classes()
    {
        var batch = MoleculeProcessor.Process(Molecules.Value, MoleculeParts.Smiles | MoleculeParts.Standardization);

        var differing = new List<string>();
        foreach (var (smiles, ours, expected) in Paired(batch, await Reference()))
        {
            if (ours?.Smiles != expected.Standard || (ours is not null && (int)ours.Value.Changed != expected.Changed))
            {
                differing.Add($"{smiles} {ours} {expected}");
            }
        }

        Assert.Empty(differing);
    }

    [LongFact]
    public async Task Differences_from_rdkits_charge_parent_are_the_explained_ones()
    {
        var batch = MoleculeProcessor.Process(Molecules.Value, MoleculeParts.Smiles | MoleculeParts.Standardization);

        var differing = Paired(batch, await Reference())
            .Where(each => each.Expected.Standard is not null && each.Ours?.Smiles != each.Expected.ChargeParent).ToList();

        var unexplained = differing.Where(each => !Explained.ContainsKey(each.Smiles)).Select(each => $"{each.Smiles} {each.Ours} {each.Expected}");
        Assert.Equal("", string.Join('\n', unexplained));
        Assert.Equal(Explained.Count, differing.Count);
    }

    [LongFact]
    public void The_standard_form_of_a_standard_form_is_itself()
    {
        var once = MoleculeProcessor.Process(Molecules.Value, MoleculeParts.Smiles);
        var twice = MoleculeProcessor.Process(once.Smiles!, MoleculeParts.Smiles | MoleculeParts.Standardization);

        Assert.Equal(once.Smiles, twice.Smiles);
    }

    /// <summary>Every tenth molecule, as the tautomers of one take 10 ms to seconds; no limit on time, so that nothing depends on it.</summary>
    [LongFact]
    public async Task Canonical_tautomers_are_those_of_rdkit_and_idempotent()
    {
        string[] some = [.. Molecules.Value.Where((_, i) => i % 10 == 0)];
        var options = new ProcessingOptions { Tautomer = true, TautomerTimeLimit = ProcessingOptions.HighestTautomerTimeLimit };
        var batch = MoleculeProcessor.Process(some, MoleculeParts.Smiles, options);

        var expected = await Reference(some, "--tautomer");

        Assert.Equal(expected.Select(e => e.Standard).OfType<string>(), batch.Smiles);
        Assert.Equal(batch.Smiles, MoleculeProcessor.Process(batch.Smiles!, MoleculeParts.Smiles, options).Smiles);
    }

    private static IEnumerable<(string Smiles, (string Smiles, StandardizationSteps Changed)? Ours, Answer Expected)> Paired(MoleculeBatch batch, Answer[] expected)
    {
        for (int i = 0, accepted = 0; i < batch.Count; i++)
        {
            yield return batch.Status[i] == MoleculeStatus.Ok
                ? (Molecules.Value[i], (batch.Smiles![accepted], batch.Standardization!.Changed(accepted++)), expected[i])
                : (Molecules.Value[i], null, expected[i]);
        }
    }

    private static Task<Answer[]> Reference() => Reference(Molecules.Value);

    private static async Task<Answer[]> Reference(string[] smiles, params string[] options)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(path, smiles);
            using var python = new ChildProcess("/usr/bin/python3", [Path.Combine(Repository.Root, "scripts", "standardization_reference.py"), .. options, path]);
            var code = await python.Exit(TimeSpan.FromMinutes(20));
            Assert.True(code == 0, python.Everything);
            return [.. python.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Answer>(line)!)];
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Evenly spread over the sets, so that the choice needs no chance.</summary>
    private static string[] Choose()
    {
        var all = new[] { "tox21.csv", "clintox.csv", "sider.csv", "hiv.csv.gz" }
            .SelectMany(file => MoleculeFile.Read(Path.Combine(Repository.Data!, "moleculenet", file)).Select(record => record.Text))
            .Distinct(StringComparer.Ordinal).ToLookup(smiles => OddText().IsMatch(smiles));
        return [.. Spread([.. all[true]], Odd), .. Spread([.. all[false]], Plain)];
    }

    private static IEnumerable<string> Spread(string[] all, int count) =>
        Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Length / count)]);

    /// <summary>Several fragments, a charge, or an element in brackets that is no usual non-metal.</summary>
    [GeneratedRegex(@"\.|[+-]\d*\]|\[(?!\d*(H|B|C|N|O|F|Si|P|S|Cl|As|Se|Br|I|n|o|s|c|se)[@H\]])")]
    private static partial Regex OddText();

    private sealed record Answer(
        [property: JsonPropertyName("standard")] string? Standard,
        [property: JsonPropertyName("changed")] int Changed,
        [property: JsonPropertyName("charge_parent")] string? ChargeParent);
}
