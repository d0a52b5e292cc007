using System.Diagnostics;
using System.Globalization;
using MolScreen.Gnn;

namespace MolScreen.Benchmarks.Gpu;

/// <summary>Molecules a second through a bundle's networks, and the share of the time in which the device computed.</summary>
internal static class DeviceSpeed
{
    /// <summary>Molecules of one call: many batches of the device.</summary>
    private const int Molecules = 65_536;

    private const double WantedBusy = 0.8;

    /// <summary>Measures each bundle with features computed before, then the first from SMILES: what is next is read while the device computes.</summary>
    public static void Measure(IReadOnlyList<BundleNetworks> bundles, CheckedLibrary library, string device, TimeSpan time, TextWriter log)
    {
        var inputs = library.Inputs.Select([.. Enumerable.Range(0, device == "cpu" ? library.Inputs.Count : Molecules).Select(i => i % library.Inputs.Count)]);
        foreach (var bundle in bundles)
        {
            using var arm = bundle.On(device);
            var values = new float[inputs.Count * bundle.Manifest.Tasks.Count];
            Report(log, $"{bundle.Name}, features computed before", time, () =>
            {
                arm.Predict(inputs, values, CancellationToken.None);
                return inputs.Count;
            });
        }

        using var first = bundles[0].On(device);
        var next = Task.Run(() => CheckedLibrary.Featurize(library.Smiles));
        Report(log, $"{bundles[0].Name}, from SMILES", time, () =>
        {
            var read = next.GetAwaiter().GetResult();
            next = Task.Run(() => CheckedLibrary.Featurize(library.Smiles));
            first.Predict(read, new float[read.Count * bundles[0].Manifest.Tasks.Count], CancellationToken.None);
            return read.Count;
        });
        next.Wait();
    }

    private static void Report(TextWriter log, string what, TimeSpan time, Func<int> work)
    {
        work();
        using var busy = BusyShare.Start();
        var clock = Stopwatch.StartNew();
        long molecules = 0;
        while (clock.Elapsed < time)
        {
            molecules += work();
        }

        var rate = molecules / clock.Elapsed.TotalSeconds;
        var share = busy?.Mean();
        log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {rate:N0} molecules/s{(share is { } known ? $", device busy {known:P0} ({(known >= WantedBusy ? "at least" : "below")} {WantedBusy:P0})" : "")}"));
    }
}
