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
    public static TrainingReport Train(TrainingData data, TrainingOptions options, string folder, InvocationConfiguration console, CancellationToken cancel)
    {
        using var progress = new Progress(console.Error, "epochs");
        var epochs = 0;
        var relay = new ProgressRelay<TrainingProgress>(step => progress.Report(
            step.Note is null ? ++epochs : epochs,
            (long)step.Networks * step.Epochs,
            step.Note ?? FormattableString.Invariant($"loss {step.TrainingLoss:0.000}, validation {step.ValidationLoss:0.000}, {step.MoleculesPerSecond:0} molecules/s")));
        try
        {
            return Trainer.Train(data, options, folder, relay, cancel);
        }
        catch (ArgumentException e)
        {
            throw new InputException(e.Message, e);
        }
    }
}
