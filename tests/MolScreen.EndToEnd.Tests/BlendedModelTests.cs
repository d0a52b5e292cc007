using System.Globalization;
using MolScreen.Contracts.Results;
using MolScreen.Gnn.Bundles;
using MolScreen.Store.Queries;
using MolScreen.Testing;

namespace MolScreen.EndToEnd.Tests;

/// <summary>A model that blends network, trees and kernel, on its whole way through the services.</summary>
public sealed class BlendedModelTests : IDisposable
{
    /// <summary>Predictions of a molecule may differ in the last digits with its neighbours in the batch.</summary>
    private const double Tolerance = 1e-4;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Screen_gives_the_same_numbers_as_predict()
    {
        var (bundles, library) = (folder.File("bundles"), folder.Write("library.smi", $"{Drugs(40)}C1CC broken\n[Na+].CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC(=O)[O-] soap\n"));
        Directory.CreateDirectory(bundles);
        await Run(
            bundles, "train", Labelled(), "--out", Path.Combine(bundles, "length"), "--targets", "length", "--folds", "3", "--epochs", "1", "--hidden", "16", "--ffn-hidden", "16",
            "--descriptors", "--radius", "3", "--reference", library, "--minimum", "0", "--maximum", "300", "--unit", "characters", "--better", "lower", "--threads", "2");
        var manifest = BundleFolder.ReadManifest(Path.Combine(bundles, "length"));
        Assert.Equal(3, manifest.Fingerprint!.Radius);
        Assert.NotEmpty(manifest.Descriptors);

        await Run(bundles, "predict", library, "--model", "length", "--out", folder.File("predictions.csv"));
        var screen = await Run(bundles, "screen", library, "--models", "length", "--routes", "0", "--db", folder.File("screening.db"), "--out", folder.File("ranked.csv"));

        Assert.Contains("domain", screen, StringComparison.Ordinal);
        var predicted = Table(folder.File("predictions.csv"));
        Assert.Equal(42, predicted.Count);
        var ranked = Table(folder.File("ranked.csv")).ToDictionary(row => row["index"]);
        Assert.Equal(41, ranked.Count);
        foreach (var row in predicted.Where(row => row["error"].Length == 0))
        {
            var same = ranked[$"{int.Parse(row["row"], CultureInfo.InvariantCulture) - 1}"];
            foreach (var (one, other) in new[] { ("length", "length.length"), ("length_low", "length.length.low"), ("length_high", "length.length.high") })
            {
                Assert.Equal(Number(row[one]), Number(same[other]), Tolerance * Math.Max(1, Math.Abs(Number(row[one]))));
            }

            // These are rounded to one and three digits by predict.
            Assert.Equal(Number(row["length_percentile"]), Number(same["length.length.percentile"]), 0.06);
            Assert.Equal(Number(row["domain"]), Number(same["length.domain"]), 0.0006);
            Assert.Equal(row["domain_status"], same["length.domain_status"]);
        }

        var queries = ScreeningQueries.Open(folder.File("screening.db"));
        var job = (await queries.Jobs(CancellationToken.None)).Single();
        var outside = await queries.Ranked(job.Id, new ResultQuery(Where: "length.domain_status = 'out'"), CancellationToken.None);
        Assert.Equal(predicted.Where(row => row["domain_status"] == "out").Select(row => row["id"]).Order(), outside!.Molecules.Select(molecule => molecule.Id).Order());
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<string> Run(string bundles, params string[] arguments)
    {
        using var process = Molscreen.StartWith(bundles, arguments);
        Assert.True(await process.Exit(TimeSpan.FromMinutes(5)) == 0, process.Everything);
        return process.Output;
    }

    /// <summary>The first of the bundled drugs.</summary>
    private static string Drugs(int count) =>
        string.Concat(File.ReadLines(Repository.TestData("library", "drugs.smi")).Take(count).Select(line => line + "\n"));

    /// <summary>All of them, the length of their SMILES as label.</summary>
    private string Labelled() => folder.Write("lengths.csv", "smiles,length\n" + string.Concat(
        File.ReadLines(Repository.TestData("library", "drugs.smi")).Select(line => line.Split('\t')[0]).Select(smiles => $"{smiles},{smiles.Length}\n")));

    /// <summary>Rows of a CSV without quotes, by column name.</summary>
    private static List<Dictionary<string, string>> Table(string path)
    {
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split(',');
        return [.. lines[1..].Select(line => names.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second))];
    }
}
