using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MolScreen.Cli.CommandLine;
using MolScreen.Testing;

namespace MolScreen.Cli.Tests.Importing;

/// <summary>Models of chemprop, from checkpoint to predictions.</summary>
public sealed class ImportTests : IDisposable
{
    /// <summary>Beside drugs, molecules whose standard form is another than the one written, and ones with odd graphs.</summary>
    private static readonly string[] Odd = ["[Na+].[Cl-]", "[H][H]", "C", "C[N+](=O)[O-]", "CC(=O)[O-].[Na+]", "[2H]C([2H])([2H])O", "[Pt](Cl)(Cl)(N)N", "F/C=C\\F"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Weights => Repository.TestData("oracle", "chemprop_lipo.safetensors");

    private static string Config => Repository.TestData("oracle", "chemprop_lipo.json");

    /// <summary>chemprop 2.2.4's own weights, configuration and predictions.</summary>
    [Fact]
    public async Task Chemprops_model_predicts_chemprops_numbers_for_molecules_as_written()
    {
        using var oracle = JsonDocument.Parse(File.ReadAllText(Repository.TestData("oracle", "chemprop_lipo_predictions.json")));
        var (smiles, expected) = (oracle.RootElement.EnumerateArray().Select(row => row.GetProperty("smiles").GetString()!).ToArray(), oracle.RootElement.EnumerateArray().Select(row => row.GetProperty("y")[0].GetDouble()).ToArray());
        var table = _folder.Write("lipo.csv", "smiles,logD\n" + string.Concat(smiles.Zip(expected, (molecule, y) => string.Create(CultureInfo.InvariantCulture, $"{molecule},{y}\n"))));

        var import = await CommandRun.Of("import", "chemprop", Weights, "--config", Config, "--out", _folder["lipo"], "--unit", "log D", "--better", "lower");
        var predicted = await CommandRun.Of("predict", table, "--model", _folder["lipo"], "--smiles-column", "smiles");
        var evaluated = await CommandRun.Of("evaluate", _folder["lipo"], table, "--targets", "logD", "--json");

        Assert.Equal((ExitCode.Ok, ""), (import.Code, import.Error));
        Assert.Contains("standardization none", import.Output, StringComparison.Ordinal);
        var values = CsvText.Column(predicted.Output, "lipo").ConvertAll(text => double.Parse(text, CultureInfo.InvariantCulture));
        Assert.Equal(200, values.Count);
        Assert.All(expected.Zip(values), p => Assert.Equal(p.First, p.Second, 1e-4));
        using var metrics = JsonDocument.Parse(evaluated.Output);
        Assert.InRange(metrics.RootElement.GetProperty("rmse").GetDouble(), 0, 1e-4);
        Assert.Contains("log D", File.ReadAllText(Path.Combine(_folder["lipo"], "MODEL_CARD.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_standardize_a_salt_is_predicted_as_its_parent()
    {
        await CommandRun.Of("import", "chemprop", Weights, "--config", Config, "--out", _folder["lipo"], "--standardize");

        var run = await CommandRun.Of("predict", _folder.Write("library.smi", "CC(=O)[O-].[Na+]\nCC(=O)O\n"), "--model", _folder["lipo"]);

        var values = CsvText.Column(run.Output, "lipo");
        Assert.Equal(values[1], values[0]);
    }

    /// <summary>Checkpoints with chemprop's structure, what their networks predict in plain torch, and the way through export and import.</summary>
    [Theory]
    [InlineData("v2")]
    [InlineData("v2-every", "--descriptor-names")]
    [InlineData("v2-classification")]
    [InlineData("v2-mve")]
    [InlineData("v2-evidential")]
    [InlineData("v1")]
    [InlineData("v1-every")]
    [InlineData("v1-old-names")]
    public async Task An_exported_checkpoint_predicts_what_its_network_does(string variant, params string[] options)
    {
        var library = _folder.Write("library.smi", string.Join('\n', File.ReadLines(Repository.TestData("library", "drugs.smi")).Take(30).Select(line => line.Split('\t')[0]).Concat(Odd)));
        var features = await CommandRun.Of("features", library, "--json", "--layout", variant.StartsWith("v1", StringComparison.Ordinal) ? "chemprop-v1" : "chemprop-v2");
        var expected = await Python.Answers<double[]>(features.Lines, "chemprop-checkpoints", variant, _folder["model.pt"]);
        string[] names = options.Length == 0 ? [] : [options[0], _folder.Write("names.txt", "MolWt\nTPSA\nMolLogP\nMaxPartialCharge\n")];

        var (code, error) = await Export([_folder["model.pt"], "--out", _folder["model"], .. names]);
        var import = await CommandRun.Of("import", "chemprop", _folder["model.safetensors"], "--config", _folder["model.json"], "--out", _folder["bundle"]);
        var predicted = await CommandRun.Of("predict", library, "--model", _folder["bundle"]);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal((ExitCode.Ok, ""), (import.Code, import.Error));
        var rows = CsvText.Parse(predicted.Output)[1..];
        Assert.Equal(expected.Count, rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            Assert.All(expected[i].Zip(rows[i].Skip(3)), p => Assert.Equal(p.First, double.Parse(p.Second, CultureInfo.InvariantCulture), 1e-5));
        }
    }

    [Fact]
    public async Task Several_checkpoints_are_exported_as_an_ensemble()
    {
        var features = await CommandRun.Of("features", "CCO", "--json");
        var expected = await Python.Answers<double[]>(features.Lines, "chemprop-checkpoints", "v2", _folder["model.pt"]);
        File.Copy(_folder["model.pt"], _folder["again.pt"]);

        await Export([_folder["model.pt"], _folder["again.pt"], "--out", _folder["two"]]);
        var import = await CommandRun.Of("import", "chemprop", _folder["two-0.safetensors"], _folder["two-1.safetensors"], "--config", _folder["two.json"], "--out", _folder["bundle"]);
        var predicted = await CommandRun.Of("predict", _folder.Write("library.smi", "CCO\n"), "--model", _folder["bundle"]);

        Assert.StartsWith($"{_folder["bundle"]}: 2 network(s) of logD", import.Output, StringComparison.Ordinal);
        Assert.Equal(expected[0][0], double.Parse(CsvText.Column(predicted.Output, "logD")[0], CultureInfo.InvariantCulture), 1e-5);
    }

    [Fact]
    public async Task What_is_no_checkpoint_is_not_exported()
    {
        var (code, error) = await Export([_folder.Write("model.pt", "nothing of the kind"), "--out", _folder["model"]]);

        Assert.Equal(1, code);
        Assert.StartsWith("export-chemprop: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("\"depth\": 3", "\"depth\": -3", "depth: -3 is not a whole number from 1 to 1000")]
    [InlineData("\"hidden\": 300,", "\"hidden\": 200,", "hidden contradicts the weights")]
    [InlineData("\"task_type\": \"regression\"", "\"task_type\": \"multiclass\"", "\"multiclass\" is not supported")]
    [InlineData("\"batch_norm\": false", "\"batch_norm\": true", "batch_norm contradicts the weights")]
    public async Task A_configuration_that_does_not_fit_is_one_sentence_and_code_2(string from, string to, string reason)
    {
        var text = File.ReadAllText(Config);
        Assert.Contains(from, text, StringComparison.Ordinal);
        var config = _folder.Write("config.json", text.Replace(from, to, StringComparison.Ordinal));

        var run = await CommandRun.Of("import", "chemprop", Weights, "--config", config, "--out", _folder["bundle"]);

        Refused(run, reason);
    }

    [Fact]
    public async Task Weights_cut_short_and_files_that_are_not_there_are_one_sentence_and_code_2()
    {
        File.WriteAllBytes(_folder["cut.safetensors"], File.ReadAllBytes(Weights)[..^1000]);

        Refused(await CommandRun.Of("import", "chemprop", _folder["cut.safetensors"], "--config", Config, "--out", _folder["bundle"]), "cut.safetensors");
        Refused(await CommandRun.Of("import", "chemprop", _folder["none.safetensors"], "--config", Config, "--out", _folder["bundle"]), "none.safetensors: no such file");
        Refused(await CommandRun.Of("import", "chemprop", Weights, "--config", _folder["none.json"], "--out", _folder["bundle"]), "none.json: no such file");
        Refused(await CommandRun.Of("import", "chemprop", Weights, "--config", Config, "--out", _folder.Write("file", "")), "is not overwritten");
    }

    private void Refused(CommandRun run, string reason)
    {
        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.Empty(Directory.GetDirectories(_folder.Path));
    }

    private static async Task<(int Code, string Error)> Export(string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Repository.Root, "scripts", "export-chemprop"), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment.Remove("LD_PRELOAD");
        using var python = Process.Start(start)!;
        var output = python.StandardOutput.ReadToEndAsync();
        var error = await python.StandardError.ReadToEndAsync();
        await output;
        await python.WaitForExitAsync();
        return (python.ExitCode, error);
    }
}
