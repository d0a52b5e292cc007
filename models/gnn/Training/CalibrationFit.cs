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
    private readonly double[] deviations;

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
        deviations = [.. Enumerable.Range(0, options.Tasks.Count).Select(Deviation)];
        Errors = [.. Enumerable.Repeat(float.NaN, data.Count)];
        foreach (var row in held)
        {
            Errors[row] = Error(row);
        }
    }

    /// <summary>The blend's error of each molecule that was held out, in standard deviations of the labels, mean over its tasks; NaN for all others (n).</summary>
    internal float[] Errors { get; }

    /// <summary>The calibration; null where nothing was held out.</summary>
    /// <param name="holdouts">The fits.</param>
    /// <param name="latent">Of each fit the latent distance of every molecule to those that it learned.</param>
    /// <param name="kernel">What knows the neighbours; null without.</param>
    internal BundleCalibration? Run(IReadOnlyList<Holdout> holdouts, IReadOnlyList<float[]> latent, TrainedKernel? kernel)
    {
        if (held.Length == 0)
        {
            return null;
        }

        var (domain, scores) = Domain(Structure(holdouts, latent, kernel));
        return new BundleCalibration { Tasks = [.. deviations.Select((deviation, task) => Task(task, deviation, scores))], Domain = domain };
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

    private TaskCalibration Task(int task, double deviation, float[] distance)
    {
        var (measured, predicted) = (MetricTable.Column(data.Targets, options.Tasks.Count, task), MetricTable.Column(values, options.Tasks.Count, task));
        if (options.Tasks[task].Kind == TaskKind.Classification)
        {
            var (scores, labels) = Labelled(predicted, measured);
            if (labels.Length == 0)
            {
                return new TaskCalibration();
            }

            var probability = ProbabilityCalibration.Fit(scores, labels, options.Seed);
            return new TaskCalibration
            {
                Probability = probability,
                ProbabilityInterval = ProbabilityBand.Fit(Array.ConvertAll(scores, score => (float)Certainty.Ordered(probability.Of(score), score)), labels),
                Classes = MondrianConformal.Fit(scores, labels),
            };
        }

        var spreads = MetricTable.Column(spread, options.Tasks.Count, task);
        return new TaskCalibration
        {
            Deviation = deviation,
            Interval = ConformalInterval.Fit(predicted, measured, Array.Exists(spreads, one => one > 0) ? spreads : [], distance),
        };
    }

    /// <summary>Standard deviation of a task's labels; 1 for a class.</summary>
    private double Deviation(int task)
    {
        var present = MetricTable.Column(data.Targets, options.Tasks.Count, task).Where(value => !float.IsNaN(value)).Select(value => (double)value).ToArray();
        var mean = present.Average();
        var deviation = Math.Sqrt(present.Average(value => (value - mean) * (value - mean)));
        return options.Tasks[task].Kind == TaskKind.Classification || deviation == 0 ? 1 : deviation;
    }

    private float Error(int row)
    {
        var tasks = deviations.Length;
        var errors = Enumerable.Range(row * tasks, tasks).Select(i => Math.Abs(data.Targets[i] - values[i]) / deviations[i % tasks]).Where(double.IsFinite).ToArray();
        return errors.Length > 0 ? (float)errors.Average() : float.NaN;
    }

    /// <summary>The domain, null where too little was held out, and its score of every molecule that was held out, NaN for all others; none without a domain.</summary>
    private (ApplicabilityDomain? Domain, float[] Scores) Domain(DomainEvidence[] evidence)
    {
        if (held.Length < FewestForDomain || !ApplicabilityDomain.Varies(evidence))
        {
            return (null, []);
        }

        var domain = ApplicabilityDomain.Fit(evidence, Array.ConvertAll(held, row => Errors[row]));
        var scores = Enumerable.Repeat(float.NaN, data.Count).ToArray();
        for (var i = 0; i < held.Length; i++)
        {
            scores[held[i]] = (float)domain.Of(evidence[i]).Score;
        }

        return (domain, scores);
    }

    /// <summary>Of each molecule that was held out what the fits that had not seen it know, on the mean.</summary>
    private DomainEvidence[] Structure(IReadOnlyList<Holdout> holdouts, IReadOnlyList<float[]> latent, TrainedKernel? kernel)
    {
        var (tasks, poolErrors) = (deviations.Length, kernel is null ? [] : Array.ConvertAll(kernel.Pool, row => Errors[row]));
        return Array.ConvertAll(held, row =>
        {
            var unseen = Enumerable.Range(0, holdouts.Count).Where(fit => Array.BinarySearch(holdouts[fit].Held, row) >= 0).ToArray();
            var near = Array.ConvertAll(unseen, fit => kernel?.Evidence(fit, row, poolErrors) ?? DomainEvidence.Unknown);
            return new DomainEvidence(
                near.Average(fit => fit.NearestSimilarity),
                near.Average(fit => fit.MeanSimilarity),
                unseen.Average(fit => latent[fit][row]),
                Certainty.RowDeviation(options.Tasks, deviations, values.AsSpan(row * tasks, tasks), spread.AsSpan(row * tasks, tasks), ofClasses: true),
                near.Average(fit => fit.LocalError));
        });
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
