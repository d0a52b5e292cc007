using MolScreen.Gnn.Bundles;
using MolScreen.Gnn.Uncertainty;

namespace MolScreen.Gnn;

/// <summary>A blend's raw value turned into the task's value with its interval.</summary>
internal static class Certainty
{
    /// <summary>The value and its interval, both within the task's limits; the interval is NaN where the bundle has none.</summary>
    /// <param name="task">What is predicted.</param>
    /// <param name="calibration">What is known of its errors; null where nothing is.</param>
    /// <param name="blended">The blend's value, or score between 0 and 1.</param>
    /// <param name="spread">How far the arms are apart.</param>
    /// <param name="distance">The molecule's score of the applicability domain; 0 without.</param>
    internal static (float Value, PredictionInterval Interval) Of(TaskDescription task, TaskCalibration? calibration, float blended, float spread, float distance)
    {
        var interval = new PredictionInterval(double.NaN, double.NaN);
        double value = blended;
        if (task.Kind == TaskKind.Classification)
        {
            value = calibration?.Probability is { } probability ? Ordered(probability.Of(blended), blended) : blended;
            interval = calibration?.ProbabilityInterval is { } band ? band.Of(value).Including(value) : interval;
        }
        else if (calibration?.Interval is { } conformal)
        {
            interval = conformal.Of(blended, spread, distance);
        }

        (value, interval) = (task.InUnit(value), new PredictionInterval(task.InUnit(interval.Low), task.InUnit(interval.High)));

        return ((float)Math.Min(task.Maximum ?? double.PositiveInfinity, Math.Max(task.Minimum ?? double.NegativeInfinity, value)), interval.Within(task.Minimum, task.Maximum));
    }

    /// <summary>A calibrated probability in the order of the scores, also where the calibration is a step: a thousandth of the score breaks ties.</summary>
    internal static double Ordered(double calibrated, double score) => (0.999 * calibrated) + (0.001 * score);

    /// <summary>
    /// The mean over a molecule's tasks of the error to expect by the prediction itself: of a number the arms' spread in standard deviations of the
    /// labels, of a class √(p (1 − p) + spread²), which is that of a label drawn with probability p.
    /// </summary>
    /// <param name="tasks">What is predicted.</param>
    /// <param name="deviations">Standard deviations of their labels.</param>
    /// <param name="blended">The blend's values, one a task.</param>
    /// <param name="spread">How far the arms are apart, one a task.</param>
    /// <param name="ofClasses">Whether a class's own deviation counts (<see cref="Domain.ApplicabilityDomain.CountsClassDeviation"/>); else its spread alone.</param>
    internal static double RowDeviation(IReadOnlyList<TaskDescription> tasks, IReadOnlyList<double> deviations, ReadOnlySpan<float> blended, ReadOnlySpan<float> spread, bool ofClasses)
    {
        var (sum, count) = (0.0, 0);
        for (var task = 0; task < spread.Length; task++)
        {
            if (float.IsNaN(spread[task]))
            {
                continue;
            }

            double p = blended[task], apart = spread[task] / deviations[task];
            (sum, count) = (sum + (ofClasses && tasks[task].Kind == TaskKind.Classification ? Math.Sqrt((p * (1 - p)) + (apart * apart)) : apart), count + 1);
        }

        return count > 0 ? sum / count : 0;
    }
}
