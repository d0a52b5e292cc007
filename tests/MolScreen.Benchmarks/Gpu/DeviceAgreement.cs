using System.Globalization;
using MolScreen.Gnn;
using MolScreen.Gnn.Inference;

namespace MolScreen.Benchmarks.Gpu;

/// <summary>Networks through libtorch against the fused engine on the processor.</summary>
internal static class DeviceAgreement
{
    /// <summary>How far an output may be off, in units of its task's scale: single precision summed in another order, and TF32.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Compares every output of every network, says the largest difference.</summary>
    /// <returns>Whether all are within the tolerance.</returns>
    public static bool Check(BundleNetworks bundle, MoleculeInputs inputs, string device, TextWriter log)
    {
        var (worst, rounded) = (0.0, 0);
        float[] expected = new float[inputs.Count * bundle.Manifest.Tasks.Count], actual = new float[expected.Length];
        foreach (var weights in bundle.Weights)
        {
            using var engine = new FusedForwardPass(weights, bundle.Manifest.Architecture, threads: 0);
            using var network = new TorchForwardPass(weights, bundle.Manifest.Architecture, device);
            engine.Predict(inputs, expected, readouts: null, CancellationToken.None);
            network.Predict(inputs, actual, readouts: null, CancellationToken.None);
            for (var i = 0; i < expected.Length; i++)
            {
                var off = Math.Abs(expected[i] - actual[i]) / weights.TargetScale[i % weights.TargetScale.Length];
                worst = off <= worst ? worst : off;
            }

            rounded += network.Rounds ? 1 : 0;
        }

        var agrees = worst <= Tolerance;
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{bundle.Name}: {bundle.Weights.Count} networks ({rounded} with TF32), {bundle.Manifest.Tasks.Count} tasks: off by at most {worst:0.0e0} of the task's scale ({(agrees ? "within" : "ABOVE")} {Tolerance:0.0e0})"));
        return agrees;
    }
}
