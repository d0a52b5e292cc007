using System.CommandLine;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Gnn.Training;

namespace MolScreen.Cli.Learning;

/// <summary>Training with its progress on the console.</summary>
internal static class TrainingRun
{
    /// <summary>Trains and writes the bundle.</summary>
    /// <exception cref="InputException">The data does not fit the options.</exception>
    public static TrainingReport Train(TrainingData data, TrainingOptions options, string folder, InvocationConfiguration console, CancellationToken cancel) =>
        Follow(console, relay => Trainer.Train(data, options, folder, relay, cancel));

    /// <summary>Searches for better settings, and shows what was tried.</summary>
    /// <exception cref="InputException">The data does not fit the options.</exception>
    public static TrainingOptions Search(TrainingData data, TrainingOptions options, int trials, string folder, InvocationConfiguration console, CancellationToken cancel)
    {
        var (best, tried) = Follow(console, relay => HyperparameterSearch.Run(data, options, trials, folder, relay, cancel));
        var table = Tables.With("settings", ">validation loss");
        foreach (var trial in tried.OrderBy(trial => trial.Loss))
        {
            table.Add(trial.Settings, trial.Loss.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture));
        }

        console.Output.Draw(table);
        return best;
    }

    private static T Follow<T>(InvocationConfiguration console, Func<ProgressRelay<TrainingProgress>, T> run)
    {
        using var progress = new Progress(console.Error, "epochs");
        var epochs = 0;
        var relay = new ProgressRelay<TrainingProgress>(step => progress.Report(
            step.Note is null ? ++epochs : epochs,
            (long)step.Networks * step.Epochs,
            step.Note ?? FormattableString.Invariant($"loss {step.TrainingLoss:0.000}, validation {step.ValidationLoss:0.000}, {step.MoleculesPerSecond:0} molecules/s")));
        try
        {
            return run(relay);
        }
        catch (ArgumentException e)
        {
            throw new InputException(e.Message, e);
        }
    }
}
