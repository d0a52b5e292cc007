using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Tests.Explaining;

public sealed class ExplainTests(TinyModel model) : IClassFixture<TinyModel>, IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The contract: baseline and atoms add up to what predict prints, within 1e-3; atoms are those of the SMILES that is explained.</summary>
    [Fact]
    public async Task A_file_is_a_line_of_json_for_each_molecule_and_adds_up_to_predict()
    {
        var library = _folder.Write("library.smi", "CC(=O)[O-].[Na+] acetate\nC1CC broken\nOc1ccccc1 phenol\nC[C@H](N)C(=O)O alanine\nC methane\n[Na+].[Cl-] salt\n");

        var run = await CommandRun.Of("explain", model.Bundle, library);
        var predicted = await CommandRun.Of("predict", library, "--model", model.Bundle);

        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        var values = CsvText.Column(predicted.Output, "length");
        Assert.Equal(6, run.Lines.Length);
        for (var i = 0; i < 6; i++)
        {
            var json = JsonDocument.Parse(run.Lines[i]).RootElement;
            Assert.Equal(i + 1, json.GetProperty("row").GetInt32());
            if (values[i].Length == 0)
            {
                Assert.Equal(CsvText.Column(predicted.Output, "error")[i], json.GetProperty("error").GetString());
                continue;
            }

            var value = double.Parse(values[i], CultureInfo.InvariantCulture);
            Assert.Equal(value, json.GetProperty("prediction").GetDouble(), 1e-4);
            Assert.Equal(value, json.GetProperty("baseline").GetDouble() + Contributions(json).Sum(), 1e-3);
            Assert.InRange(json.GetProperty("completeness_error").GetDouble(), 0, 1e-2);
            Assert.Equal(("length", "length", "characters"), (Text(json, "model"), Text(json, "task"), Text(json, "unit")));
        }

        var acetate = JsonDocument.Parse(run.Lines[0]).RootElement;
        Assert.Equal(("CC(=O)[O-].[Na+]", "CC(=O)O", "CCOO"), (Text(acetate, "smiles"), Text(acetate, "explained"), Elements(acetate)));
    }

    [Fact]
    public async Task Atoms_follow_the_smiles_that_is_explained_and_equal_atoms_are_equal()
    {
        var phenol = JsonDocument.Parse((await CommandRun.Of("explain", model.Bundle, "c1cc(O)ccc1", "--json")).Lines[0]).RootElement;
        Assert.Equal(("Oc1ccccc1", "OCCCCCC"), (Text(phenol, "explained"), Elements(phenol)));
        var atoms = Contributions(phenol);
        Assert.Equal(atoms[2], atoms[6], 1e-4);
        Assert.Equal(atoms[3], atoms[5], 1e-4);
        Assert.NotEqual(atoms[2], atoms[4], 1e-4);
    }

    [Fact]
    public async Task Alerts_and_rules_say_where_they_match()
    {
        var json = JsonDocument.Parse((await CommandRun.Of("explain", model.Bundle, "O=C1C=CC(=O)C=C1", "--json")).Lines[0]).RootElement;
        var alert = json.GetProperty("alerts").EnumerateArray().First();
        Assert.Equal(("pains_a", "quinone_A(370)"), (Text(alert, "catalog"), Text(alert, "name")));
        Assert.Equal(Enumerable.Range(0, 8), alert.GetProperty("atoms")[0].EnumerateArray().Select(atom => atom.GetInt32()).Order());

        // Eleven oxygens, eight of them with hydrogens.
        var sucrose = JsonDocument.Parse((await CommandRun.Of("explain", model.Bundle, "OCC1OC(OC2(CO)OC(CO)C(O)C2O)C(O)C(O)C1O", "--json")).Lines[0]).RootElement;
        var lipinski = sucrose.GetProperty("rules").EnumerateArray().First(rule => Text(rule, "rule") == "lipinski");
        Assert.False(lipinski.GetProperty("passes").GetBoolean());
        var violated = lipinski.GetProperty("violated").EnumerateArray().ToDictionary(one => Text(one, "quantity"), one => one.GetProperty("atoms").EnumerateArray().Select(atom => atom.GetInt32()).ToArray());
        var oxygens = Elements(sucrose).Select((element, atom) => (element, atom)).Where(one => one.element == 'O').Select(one => one.atom).ToArray();
        Assert.Equal(oxygens, violated["NOCount"]);
        Assert.Equal(8, violated["NHOHCount"].Length);
        Assert.Empty(violated["NHOHCount"].Except(oxygens));
    }

    [Fact]
    public async Task A_molecule_is_a_table_and_a_drawing_with_a_halo_for_each_atom()
    {
        var picture = _folder["ethanol.svg"];

        var run = await CommandRun.Of("explain", model.Bundle, "OCC", "--svg", picture);

        Assert.Equal((ExitCode.Ok, ""), (run.Code, run.Error));
        Assert.StartsWith("OCC, explained as CCO", run.Output, StringComparison.Ordinal);
        Assert.Contains("length.length: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("baseline ", run.Output, StringComparison.Ordinal);
        Assert.Matches("\nby (integrated gradients|TreeSHAP)", run.Output);
        Assert.Contains("ghose", run.Output, StringComparison.Ordinal);
        var root = XDocument.Load(picture).Root!;
        Assert.InRange(root.Descendants(Svg + "circle").Count(), 1, 3);
        Assert.Contains(root.Descendants(Svg + "text"), text => text.Value.StartsWith("length.length: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_tasks_are_a_line_each_and_a_drawing_wants_one()
    {
        var data = _folder.Write("two.csv", "smiles,carbons,oxygens\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"{new string('C', i)}{new string('O', i % 3)},{i},{i % 3}\n")));
        var trained = await CommandRun.Of("train", data, "--out", _folder["two"], "--targets", "carbons,oxygens", "--epochs", "1");
        Assert.Equal((ExitCode.Ok, ""), (trained.Code, trained.Error));

        var all = await CommandRun.Of("explain", _folder["two"], "CCO", "--json");
        var one = await CommandRun.Of("explain", _folder["two"], "CCO", "--json", "--task", "oxygens", "--svg", _folder["one.svg"]);
        var refused = await CommandRun.Of("explain", _folder["two"], "CCO", "--svg", _folder["two.svg"]);

        Assert.Equal(["carbons", "oxygens"], all.Lines.Select(line => Text(JsonDocument.Parse(line).RootElement, "task")));
        Assert.Equal(all.Lines[1], Assert.Single(one.Lines));
        Assert.True(File.Exists(_folder["one.svg"]));
        Assert.Equal((ExitCode.BadInput, ""), (refused.Code, refused.Output));
        Assert.Contains("choose with --task among carbons, oxygens", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["two.svg"]));
    }

    [Theory]
    [InlineData("not a file, and not a molecule", "C1CC")]
    [InlineData("has length", "CCO", "--task", "width")]
    [InlineData("cannot be written", "CCO", "--svg", "/nowhere/to/be/found.svg")]
    public async Task What_cannot_be_explained_is_one_sentence(string expected, params string[] arguments)
    {
        var run = await CommandRun.Of(["explain", model.Bundle, .. arguments]);
        Assert.Equal((ExitCode.BadInput, ""), (run.Code, run.Output));
        Assert.Contains(expected, Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_model_is_named()
    {
        var run = await CommandRun.Of("explain", "no-such-model", "CCO");
        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains("No model bundle 'no-such-model'", run.Error, StringComparison.Ordinal);
    }

    private static double[] Contributions(JsonElement json) => [.. json.GetProperty("atoms").EnumerateArray().Select(atom => atom.GetProperty("contribution").GetDouble())];

    private static string Elements(JsonElement json) => string.Concat(json.GetProperty("atoms").EnumerateArray().Select(atom => Text(atom, "element")));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
