using MolScreen.Gnn.Bundles;

namespace MolScreen.Gnn.Explanation;

/// <summary>
/// Brings the attribution of a blend to what is predicted: the calibrated value in the task's unit and within its limits. With V what
/// turns a blend into a value, contributions are multiplied by (V(f) − V(f0)) / (f − f0), the rescale rule (Shrikumar, Greenside and
/// Kundaje, ICML 2017).
/// </summary>
internal static class BlendedPrediction
{
    /// <summary>Of blends nearer to each other the quotient means nothing where V has steps; the slope of V over <see cref="Window"/> stands for it.</summary>
    private const double Near = 0.01, Window = 0.1;

    /// <summary>Contributions that add up exactly: baseline + atoms + descriptors + absences = value.</summary>
    /// <param name="blend">Of the arms.</param>
    /// <param name="task">What is predicted.</param>
    /// <param name="calibration">What is known of its errors; null where nothing is.</param>
    /// <param name="value">What is predicted.</param>
    internal static Attribution Of(Attribution blend, TaskDescription task, TaskCalibration? calibration, double value)
    {
        double Valued(double raw) => Certainty.Of(task, calibration, (float)raw, 0, 0).Value;
        var baseline = Valued(blend.Baseline);
        var distance = blend.Value - blend.Baseline;
        double factor;
        if (task.Kind == TaskKind.Regression && !task.Logarithmic && Unchanged(Valued(blend.Value), blend.Value) && Unchanged(baseline, blend.Baseline))
        {
            factor = 1;
        }
        else if (Math.Abs(distance) >= Near)
        {
            factor = (value - baseline) / distance;
        }
        else
        {
            var middle = (blend.Value + blend.Baseline) / 2;
            factor = (Valued(middle + (Window / 2)) - Valued(middle - (Window / 2))) / Window;
        }

        var whole = Mended(blend, blend.Value);
        var scaled = new Attribution(value, baseline, Array.ConvertAll(whole.Atoms, atom => factor * atom)) { Descriptors = factor * whole.Descriptors, Absences = factor * whole.Absences };
        return Mended(scaled, value);
    }

    /// <summary>What is missing from the sum is shared in proportion to the size of each contribution, equally where all are 0.</summary>
    private static Attribution Mended(Attribution of, double value)
    {
        var missing = of.Error;
        var size = of.Atoms.Sum(Math.Abs) + Math.Abs(of.Descriptors) + Math.Abs(of.Absences);
        double Part(double contribution) => size > 0 ? missing * Math.Abs(contribution) / size : 0;
        return new Attribution(value, of.Baseline, Array.ConvertAll(of.Atoms, atom => atom + (size > 0 ? Part(atom) : missing / of.Atoms.Length)))
        {
            Descriptors = of.Descriptors + Part(of.Descriptors),
            Absences = of.Absences + Part(of.Absences),
        };
    }

    private static bool Unchanged(double value, double raw) => value == (float)raw;
}
