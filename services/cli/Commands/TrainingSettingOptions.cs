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
    private readonly Option<string?> _task = new("--task") { Description = "regression or classification; for each target without it: classification when every label is 0 or 1." };
    private readonly Option<string?> _tasks = new("--tasks") { Description = "YAML list that says of each target its name, kind, unit, minimum, maximum, higher_is_better." };
    private readonly Option<string> _split = new("--split") { Description = "random, scaffold (balanced), scaffold-ordered (the rarest scaffolds are the test) or column:NAME (cells train, valid, test).", DefaultValueFactory = _ => "random" };
    private readonly Option<int> _folds = Number.Option("--folds", "Fits that each hold out another fold of training and validation part; 0 for one validation part.", 0, 0, 100);
    private readonly Option<string> _arms = new("--arms") { Description = "Models to blend, comma-separated: network, trees (boosted, on fingerprints and descriptors), kernel (Tanimoto).", DefaultValueFactory = _ => "network,trees,kernel" };
    private readonly Option<int> _ensemble = Number.Option("--ensemble", "Networks to train on the same part and average.", 1, 1, 100);
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
        foreach (var option in new Option[] { _targets, _task, _tasks, _split, _ensemble, _folds, _arms, _seed, _epochs, _batchSize, _name, _description, _unit, _better, _minimum, _maximum, _dataLicence, _licence })
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
        "scaffold-ordered" => (SplitKind.ScaffoldOrdered, null),
        var text when text.StartsWith(ColumnPrefix, StringComparison.Ordinal) && text.Length > ColumnPrefix.Length => (SplitKind.Column, text[ColumnPrefix.Length..]),
        var text => throw new InputException($"--split is random, scaffold, scaffold-ordered or column:NAME, not \"{text}\""),
    };

    public TrainingOptions Options(ParseResult parsed, LabelledLibrary library, string folder)
    {
        var (split, column) = Split(parsed);
        return new TrainingOptions
        {
            Name = parsed.GetValue(_name) ?? BundleNames.Of(folder),
            Description = parsed.GetValue(_description) ?? "",
            Tasks = Tasks(parsed, library),
            Split = split,
            SplitColumnName = column,
            Ensemble = parsed.GetValue(_ensemble),
            Folds = Folds(parsed),
            Arms = Arms(parsed.GetRequiredValue(_arms)),
            Seed = parsed.GetValue(_seed),
            Epochs = parsed.GetValue(_epochs),
            BatchSize = parsed.GetValue(_batchSize),
            DataFiles = library.Paths,
            DataLicence = parsed.GetValue(_dataLicence) ?? "",
            Licence = parsed.GetValue(_licence) ?? "",
            Command = CommandText.Of(parsed),
        };
    }

    private int Folds(ParseResult parsed) => (parsed.GetValue(_folds), parsed.GetValue(_ensemble)) switch
    {
        (1, _) => throw new InputException("--folds is 0, or from 2"),
        ( > 1, > 1) => throw new InputException("--folds and --ensemble exclude each other: every fold has a network of its own"),
        var (folds, _) => folds,
    };

    private static ArmKind[] Arms(string text)
    {
        var arms = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(name => Enum.TryParse<ArmKind>(name, ignoreCase: true, out var arm) && Enum.IsDefined(arm) ? arm : throw new InputException($"--arms: there is no model \"{name}\"; there are network, trees, kernel"))
            .Distinct()
            .ToArray();
        return arms.Contains(ArmKind.Network) ? arms : throw new InputException("--arms: the network is always one of the models");
    }

    private IReadOnlyList<TaskDescription> Tasks(ParseResult parsed, LabelledLibrary library)
    {
        var described = parsed.GetValue(_tasks) is { } file ? TaskFile.Read(file) : [];
        if (described.FirstOrDefault(task => !library.Targets.Contains(task.Name)) is { } unknown)
        {
            throw new InputException($"--tasks describes {unknown.Name}, which is no target; targets are {string.Join(", ", library.Targets)}");
        }

        return [.. library.Targets.Select((target, number) => described.FirstOrDefault(task => task.Name == target) ?? Task(parsed, target, library, number))];
    }

    private TaskDescription Task(ParseResult parsed, string target, LabelledLibrary library, int number)
    {
        var binary = Enumerable.Range(0, library.Rows.Length).Select(row => library.Labels[(row * library.Targets.Count) + number]).All(label => float.IsNaN(label) || label is 0 or 1);
        var kind = (parsed.GetValue(_task) ?? (binary ? "classification" : "regression")) == "classification" ? TaskKind.Classification : TaskKind.Regression;
        if (kind == TaskKind.Classification && !binary)
        {
            throw new InputException($"{library.Name}: labels of a classification are 0 or 1, those of {target} are not; train a regression, or choose other --targets");
        }

        return new TaskDescription
        {
            Name = target,
            Kind = kind,
            Unit = kind == TaskKind.Classification ? "probability" : parsed.GetValue(_unit) ?? "",
            Minimum = parsed.GetValue(_minimum) ?? (kind == TaskKind.Classification ? 0 : null),
            Maximum = parsed.GetValue(_maximum) ?? (kind == TaskKind.Classification ? 1 : null),
            HigherIsBetter = parsed.GetValue(_better) switch { "higher" => true, "lower" => false, _ => null },
        };
    }
}
