using MolScreen.Gnn.Arms;
using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Domain;
using MolScreen.Gnn.Metrics;
using MolScreen.Gnn.Reference;
using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Gnn.Training;

/// <summary>Learns how sure the blend is, from molecules that its fits had not seen.</summary>
internal sealed class CalibrationFit
{
    /// <summary>Held-out molecules from which there is an applicability domain.</summary>
    private const int FewestForDomain = 20;

    private readonly TrainingData data;
    private readonly TrainingOptions options;
    private readonly float[] values;
    private readonly float[] spread;
    private readonly int[] held;

    /// <param name="data">Molecules with labels.</param>
    /// <param name="options">Their tasks.</param>
    /// <param name="holdouts">The fits.</param>
    /// <param name="arms">The arms after them.</param>
    /// <param name="blend">Their blend.</param>
    internal CalibrationFit(TrainingData data, TrainingOptions options, IReadOnlyList<Holdout> holdouts, IReadOnlyList<TrainedArm> arms, ArmBlend blend)
    {
        this.data = data;
        this.options = options;
        (values, spread) = (new float[data.Targets.Length], new float[data.Targets.Length]);
        blend.Apply([.. arms.Select(arm => arm.HeldOut(holdouts, data.Count))], options.Tasks.Count, values, spread);
        held = [.. holdouts.SelectMany(holdout => holdout.Held).Distinct().Order()];
    }

    /// <summary>The calibration; null where nothing was held out.</summary>
    /// <param name="holdouts">The fits.</param>
    /// <param name="neighbours">Of each fit the similarity of the nearest learned molecule and the mean of the five nearest; null without a kernel.</param>
    internal BundleCalibration? Run(IReadOnlyList<Holdout> holdouts, IReadOnlyList<(float[] Nearest, float[] MeanOfFive)>? neighbours)
    {
        if (held.Length == 0)
        {
            return null;
        }

        (float[] Nearest, float[] MeanOfFive)? near = neighbours is null ? null : Neighbours(holdouts, neighbours);
        float[] distance = near is { } known ? Array.ConvertAll(known.MeanOfFive, similarity => 1 - similarity) : [];
        var tasks = Enumerable.Range(0, options.Tasks.Count).Select(task => Task(task, distance)).ToArray();
        return new BundleCalibration { Tasks = tasks, Domain = near is { } evidence ? Domain(tasks, evidence) : null };
    }

    /// <summary>The calibrated values of the molecules held out, NaN for all others (n × tasks).</summary>
    internal float[] Values(BundleCalibration? calibration)
    {
        var calibrated = (float[])values.Clone();
        for (var i = 0; i < calibrated.Length; i++)
        {
            var task = i % options.Tasks.Count;
            calibrated[i] = float.IsNaN(values[i]) ? float.NaN : Certainty.Of(options.Tasks[task], calibration?.Tasks[task], values[i], spread[i], 0).Value;
        }

        return calibrated;
    }

    private TaskCalibration Task(int task, float[] distance)
    {
        var (measured, predicted) = (MetricTable.Column(data.Targets, options.Tasks.Count, task), MetricTable.Column(values, options.Tasks.Count, task));
        if (options.Tasks[task].Kind == TaskKind.Classification)
        {
            var (scores, labels) = Labelled(predicted, measured);
            return labels.Length == 0 ? new TaskCalibration() : new TaskCalibration
            {
                Probability = ProbabilityCalibration.Fit(scores, labels, options.Seed),
                ProbabilityInterval = VennAbers.Fit(scores, labels),
                Classes = MondrianConformal.Fit(scores, labels),
            };
        }

        var spreads = MetricTable.Column(spread, options.Tasks.Count, task);
        var present = measured.Where(value => !float.IsNaN(value)).Select(value => (double)value).ToArray();
        var mean = present.Average();
        var deviation = Math.Sqrt(present.Average(value => (value - mean) * (value - mean)));
        return new TaskCalibration
        {
            Deviation = deviation > 0 ? deviation : 1,
            Interval = ConformalInterval.Fit(predicted, measured, Array.Exists(spreads, one => one > 0) ? spreads : [], distance),
        };
    }

    private ApplicabilityDomain? Domain(TaskCalibration[] tasks, (float[] Nearest, float[] MeanOfFive) near)
    {
        if (held.Length < FewestForDomain || held.All(row => near.Nearest[row].Equals(near.Nearest[held[0]])))
        {
            return null;
        }

        var residuals = Array.ConvertAll(held, row =>
        {
            var errors = Enumerable.Range(row * tasks.Length, tasks.Length).Select(i => Math.Abs(data.Targets[i] - values[i]) / tasks[i % tasks.Length].Deviation).Where(double.IsFinite).ToArray();
            return errors.Length > 0 ? (float)errors.Average() : float.NaN;
        });
        return ApplicabilityDomain.Fit(
            Array.ConvertAll(held, row => new DomainEvidence(near.Nearest[row], near.MeanOfFive[row], double.NaN, Certainty.RowSpread(tasks, spread.AsSpan(row * tasks.Length, tasks.Length)))),
            residuals);
    }

    /// <summary>Of each molecule that was held out the mean over the fits that had not seen it; NaN for all others.</summary>
    private (float[] Nearest, float[] MeanOfFive) Neighbours(IReadOnlyList<Holdout> holdouts, IReadOnlyList<(float[] Nearest, float[] MeanOfFive)> each)
    {
        float[] nearest = Enumerable.Repeat(float.NaN, data.Count).ToArray(), five = (float[])nearest.Clone();
        foreach (var row in held)
        {
            var fits = Enumerable.Range(0, holdouts.Count).Where(fit => Array.BinarySearch(holdouts[fit].Held, row) >= 0).ToArray();
            (nearest[row], five[row]) = (fits.Average(fit => each[fit].Nearest[row]), fits.Average(fit => each[fit].MeanOfFive[row]));
        }

        return (nearest, five);
    }

    private static (float[] Scores, float[] Labels) Labelled(float[] scores, float[] labels)
    {
        var rows = Enumerable.Range(0, scores.Length).Where(i => !float.IsNaN(scores[i]) && !float.IsNaN(labels[i])).ToArray();
        return (Array.ConvertAll(rows, i => scores[i]), Array.ConvertAll(rows, i => labels[i]));
    }

    /// <summary>The calibration with what the bundle predicts of the reference molecules.</summary>
    internal static BundleCalibration WithReference(BundleCalibration calibration, Predictions reference) => calibration with
    {
        Tasks = [.. calibration.Tasks.Select((task, number) => task with { Reference = ReferenceQuantiles.Of(MetricTable.Column(reference.Values, calibration.Tasks.Count, number).Select(value => (double)value)) })],
    };
}
