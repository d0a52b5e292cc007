using System.Globalization;
using MolScreen.Cli.CommandLine;
using MolScreen.Testing;

namespace MolScreen.Cli.Tests;

/// <summary>
/// A model trained for two epochs by <c>molscreen train</c> on the bundled drugs, whose label is the length of their
/// SMILES: bad at everything, but a whole bundle.
/// </summary>
public sealed class TinyModel : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The table it was trained on: smiles, name, length, part.</summary>
    public string Data => _folder["lengths.csv"];

    /// <summary>The bundle.</summary>
    public string Bundle => _folder["length"];

    /// <summary>What training said.</summary>
    public CommandRun Training { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var drugs = File.ReadLines(Repository.TestData("library", "drugs.smi")).Select(line => line.Split('\t')).Take(60).ToList();
        var rows = drugs.Select((drug, i) => string.Create(
            CultureInfo.InvariantCulture, $"{drug[0]},{drug[1]},{drug[0].Length},{(i % 6 == 4 ? "valid" : i % 6 == 5 ? "test" : "train")}\n"));
        File.WriteAllText(Data, "smiles,name,length,part\n" + string.Concat(rows) + "C1CC,unreadable,5,train\n");
        Training = await CommandRun.Of(
            "train", Data, "--out", Bundle, "--targets", "length", "--split", "column:part", "--epochs", "2", "--unit", "characters", "--better", "lower", "--seed", "3",
            "--description", "A molecule's length");
        Assert.Equal("", Training.Error);
        Assert.Equal(ExitCode.Ok, Training.Code);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
