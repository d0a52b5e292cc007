namespace MolScreen.Gnn.Training;

/// <summary>What has happened in a training, told on as it happens. Thread-safe.</summary>
internal sealed class TrainingHistory(IProgress<TrainingProgress>? progress, int networks, int epochs)
{
    private readonly Lock adding = new();
    private readonly List<TrainingProgress> history = [];

    /// <summary>Every epoch of every network so far.</summary>
    internal IReadOnlyList<TrainingProgress> Epochs => history;

    internal void Add(TrainingProgress epoch)
    {
        lock (adding)
        {
            history.Add(epoch);
            progress?.Report(epoch);
        }
    }

    /// <summary>Tells of something else than an epoch.</summary>
    internal void Note(string what)
    {
        lock (adding)
        {
            progress?.Report(new TrainingProgress(networks, networks, epochs, epochs, double.NaN, null, 0, 0) { Note = what });
        }
    }

    /// <summary>The run as SVG.</summary>
    internal string Plot(string name) => RunPlot.Draw(
        $"Training of {name}",
        [.. history.GroupBy(step => step.Network).OrderBy(network => network.Key).Select(network =>
        {
            var steps = network.OrderBy(step => step.Epoch).ToArray();
            return new RunCurve(
                $"network {network.Key}",
                Array.ConvertAll(steps, step => new RunPoint(step.Epoch, step.TrainingLoss, step.ValidationLoss, step.LearningRate)),
                steps.Where(step => step.ValidationLoss is not null).MinBy(step => step.ValidationLoss)?.Epoch ?? 0);
        })]);
}
