using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using MolScreen.Chemistry.Input;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests.Molecules;

/// <summary>
/// Standard forms of 5,000 molecules of MoleculeNet's tox21, clintox, sider and hiv sets, 3,500 of them salts, charged or with a
/// metal, against RDKit's MolStandardize in Python, run live by scripts/oracles/standardization.py.
/// </summary>
public sealed partial class RdkitComparisonTests
{
    private const int Odd = 3500, Plain = 1500;

    private static readonly Lazy<string[]> Molecules = new(Choose);

    /// <summary>
    /// Molecules whose form differs from that of RDKit's own ChargeParent, and why. <c>reionized</c>: RDKit's Cleanup moves
    /// protons until the strongest acids have the charges, where the recipe only neutralizes; it shows where a positive charge
    /// that cannot go keeps a negative one, at another atom. <c>anion</c>: RDKit puts a hydrogen on an aromatic anion and writes a
    /// diene; the recipe keeps the anion, as the neutral form, still marked aromatic, cannot be read. <c>unreadable</c>: RDKit's
    /// last check raises for a valence that its reader lets pass.
    /// </summary>
    private static readonly Dictionary<string, string> Explained = new(StringComparer.Ordinal)
    {
        ["[Fe+2].c1cc[cH-]c1.c1cc[cH-]c1"] = "anion",
        ["[Ni+2].c1cc[cH-]c1.c1cc[cH-]c1"] = "anion",
        ["[Cr+2].c1cc[cH-]c1.c1cc[cH-]c1"] = "anion",
        ["COC(=O)c1c(C(=O)OC)c(C(=O)OC)[c-](C(=O)OC)c1C(=O)OC.[K+]"] = "anion",
        [@"CCO/N=C(/c1nc(sn1)NP(=O)([O-])[O-])\C(=O)N[C@H]2[C@@H]3N(C2=O)C(=C(CS3)Sc4nc(cs4)c5cc[n+](cc5)C)C(=O)[O-]"] = "reionized",
        ["CC(C)(CO)[N+](=O)[CH-]c1ccccc1"] = "reionized",
        ["COc1cc(N=Nc2ccccc2)cc2c1[OH+][Mo-](=O)(=O)([Mo-]1(=O)(=O)[OH+]c3c(cc(N=Nc4ccccc4)cc3OC)C=[N+]1[N-]C(N)=S)C[N+]([N-]C(N)=S)=C2"] = "reionized",
        ["I.N#Cc1ccc(C=[N+]([CH-]c2ccc(C#N)cc2)N(CCO)C2=NCCN2)cc1"] = "reionized",
        ["CCCC[S+](N)(=O)CCC(N)P(=O)(O)O.O=[N+]([O-])c1cc([N+](=O)[O-])c([O-])c([N+](=O)[O-])c1"] = "reionized",
        ["CC(C)CC(N[C-](O)[B+][N+](C)(C)C)C(=O)NC(Cc1ccccc1)C(=O)NC1c2ccsc2C(=NO)C1O"] = "reionized",
        ["F[B-](F)(F)F.[H][H-][B-]1([H-][H])[n+]2ccccc2-c2cccc[n+]21"] = "unreadable",
        ["[Na+].c1ccc([SH+][GeH2+]2[SH+]c3ccccc3[SH+]2)c([SH+][GeH2+]2[SH+]c3ccccc3[SH+]2)c1"] = "unreadable",
    };

    /// <summary>The recipe written in Python of RDKit's own classes, every step taken on every molecule.</summary>
    [LongDataSetFact]
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

    [LongDataSetFact]
    public async Task Differences_from_rdkits_charge_parent_are_the_explained_ones()
    {
        var batch = MoleculeProcessor.Process(Molecules.Value, MoleculeParts.Smiles | MoleculeParts.Standardization);

        var differing = Paired(batch, await Reference())
            .Where(each => each.Expected.Standard is not null && each.Ours?.Smiles != each.Expected.ChargeParent).ToList();

        var unexplained = string.Join('\n', differing.Where(each => !Explained.ContainsKey(each.Smiles)).Select(each => $"{each.Smiles} {each.Ours} {each.Expected}"));
        Assert.True(unexplained.Length == 0, unexplained);
        Assert.Equal(Explained.Count, differing.Count);
    }

    [LongDataSetFact]
    public void The_standard_form_of_a_standard_form_is_itself()
    {
        var once = MoleculeProcessor.Process(Molecules.Value, MoleculeParts.Smiles);
        var twice = MoleculeProcessor.Process(once.Smiles!, MoleculeParts.Smiles | MoleculeParts.Standardization);

        Assert.Equal(once.Smiles, twice.Smiles);
    }

    /// <summary>Every tenth molecule, as the tautomers of one take 10 ms to seconds; no limit on time, so that nothing depends on it.</summary>
    [LongDataSetFact]
    public async Task Canonical_tautomers_are_those_of_rdkit_and_idempotent()
    {
        string[] some = [.. Molecules.Value.Where((_, i) => i % 10 == 0)];
        var options = new ProcessingOptions { Tautomer = true, TautomerTimeLimit = ProcessingOptions.HighestTautomerTimeLimit, TimeLimit = Timeout.InfiniteTimeSpan };
        var batch = MoleculeProcessor.Process(some, MoleculeParts.Smiles, options);

        var expected = await Reference(some, "--tautomer");

        Assert.Equal(expected.Select(e => e.Standard).OfType<string>(), batch.Smiles);
        Assert.Equal(batch.Smiles, MoleculeProcessor.Process(batch.Smiles!, MoleculeParts.Smiles, options).Smiles);
    }

    private static IEnumerable<(string Smiles, (string Smiles, StandardizationSteps Changed)? Ours, Answer Expected)> Paired(MoleculeBatch batch, List<Answer> expected)
    {
        for (int i = 0, accepted = 0; i < batch.Count; i++)
        {
            yield return batch.Status[i] == MoleculeStatus.Ok
                ? (Molecules.Value[i], (batch.Smiles![accepted], batch.Standardization!.Changed(accepted++)), expected[i])
                : (Molecules.Value[i], null, expected[i]);
        }
    }

    private static Task<List<Answer>> Reference() => Reference(Molecules.Value);

    private static Task<List<Answer>> Reference(string[] smiles, params string[] options) =>
        Python.Answers<Answer>(smiles, ["standardization.py", .. options]);

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
