using System.CommandLine;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Learning;
using MolScreen.Gnn;
using MolScreen.Gnn.Training;

namespace MolScreen.Cli.Commands;

/// <summary>How to train and how to describe what was trained.</summary>
internal sealed class TrainingSettingOptions
{
    private const string ColumnPrefix = "column:";

    private readonly Option<string?> _targets = new("--targets") { Description = "Label columns, comma-separated; every column of numbers without it." };
    private readonly Option<string?> _task = new("--task") { Description = "regression or classification; classification without it when every label is 0 or 1." };
    private readonly Option<string> _split = new("--split") { Description = "random, scaffold or column:NAME (cells train, valid, test).", DefaultValueFactory = _ => "random" };
    private readonly Option<int> _ensemble = Number.Option("--ensemble", "Networks to train and average.", 1, 1, 100);
    private readonly Option<int> _seed = Number.Option("--seed", "Seed of the split, the weights and the order.", 0, 0, int.MaxValue);
    private readonly Option<int> _epochs = Number.Option("--epochs", "Passes over the training part.", 50, 1, 10_000);
    private readonly Option<int> _batchSize = Number.Option("--batch-size", "Molecules in a step; smaller steps learn more an epoch on small data.", 64, 1, 4096);
    private readonly Option<string?> _name = new("--name") { Description = "Name of the model; the folder's name without it." };
    private readonly Option<string?> _description = new("--description") { Description = "One sentence on what the model predicts." };
    private readonly Option<string?> _unit = new("--unit") { Description = "Unit of the labels, for example \"log mol/L\"." };
    private readonly Option<string?> _better = new("--better") { Description = "Which end of the scale is wanted: higher or lower." };
    private readonly Option<double?> _minimum = new("--minimum") { Description = "Least possible value of a prediction." };
    private readonly Option<double?> _maximum = new("--maximum") { Description = "Greatest possible value of a prediction." };
    private readonly Option<string?> _dataLicence = new("--data-licence") { Description = "Licence and publisher of the data, for the manifest." };
    private readonly Option<string?> _licence = new("--licence") { Description = "Licence of the weights, for the manifest." };

    public void AddTo(Command command)
    {
        _task.AcceptOnlyFromAmong("regression", "classification");
        _better.AcceptOnlyFromAmong("higher", "lower");
        foreach (var option in new Option[] { _targets, _task, _split, _ensemble, _seed, _epochs, _batchSize, _name, _description, _unit, _better, _minimum, _maximum, _dataLicence, _licence })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The columns asked for; null for every column of numbers.</summary>
    public IReadOnlyList<string>? Targets(ParseResult parsed) => TargetColumns.List(parsed.GetValue(_targets));

    /// <summary>The kind of split and, where a column divides the data, its name.</summary>
    public (SplitKind Kind, string? Column) Split(ParseResult parsed) => parsed.GetRequiredValue(_split) switch
    {
        "random" => (SplitKind.Random, null),
        "scaffold" => (SplitKind.Scaffold, null),
        var text when text.StartsWith(ColumnPrefix, StringComparison.Ordinal) && text.Length > ColumnPrefix.Length => (SplitKind.Column, text[ColumnPrefix.Length..]),
        var text => throw new InputException($"--split is random, scaffold or column:NAME, not \"{text}\""),
    };

    public TrainingOptions Options(ParseResult parsed, LabelledLibrary library, string folder)
    {
        var binary = library.Labels.All(label => float.IsNaN(label) || label is 0 or 1);
        var kind = (parsed.GetValue(_task) ?? (binary ? "classification" : "regression")) == "classification" ? TaskKind.Classification : TaskKind.Regression;
        if (kind == TaskKind.Classification && !binary)
        {
            throw new InputException($"{library.Path}: labels of a classification are 0 or 1, these are not; train a regression, or choose other --targets");
        }

        var (split, column) = Split(parsed);
        return new TrainingOptions
        {
            Name = parsed.GetValue(_name) ?? BundleNames.Of(folder),
            Description = parsed.GetValue(_description) ?? "",
            Tasks = [.. library.Targets.Select(target => Task(parsed, target, kind))],
            Split = split,
            SplitColumnName = column,
            Ensemble = parsed.GetValue(_ensemble),
            Seed = parsed.GetValue(_seed),
            Epochs = parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batchSize),
            DataFile = library.Path,
            DataLicence = parsed.GetValue(_dataLicence) ?? "",
            Licence = parsed.GetValue(_licence) ?? "",
            Command = CommandText.Of(parsed),
        };
    }

    private TaskDescription Task(ParseResult parsed, string target, TaskKind kind) => new()
    {
        Name = target,
        Kind = kind,
        Unit = kind == TaskKind.Classification ? "probability" : parsed.GetValue(_unit) ?? "",
        Minimum = parsed.GetValue(_minimum) ?? (kind == TaskKind.Classification ? 0 : null),
        Maximum = parsed.GetValue(_maximum) ?? (kind == TaskKind.Classification ? 1 : null),
        HigherIsBetter = parsed.GetValue(_better) switch { "higher" => true, "lower" => false, _ => null },
    };
}
