using MolScreen.Gnn;
using MolScreen.Gnn.Inference;
using MolScreen.Torch;

namespace MolScreen.Benchmarks.Gpu;

/// <summary><c>scripts/gpu-check</c>: whether a device computes what the processor does, and how fast and how busy it is.</summary>
internal static class GpuCommand
{
    private const string Usage = "gpu-check: usage: [--device cuda|cpu] [--bundles FOLDER] [--library SMILES] [--seconds N]";

    /// <summary>
    /// Compares the networks of every bundle in a folder with the fused engine, and some steps of training; then measures speed. Without CUDA,
    /// where it was asked for, the numbers are compared on the processor all the same.
    /// </summary>
    /// <returns>0; 1 where numbers differ, CUDA was asked for in vain or a library is missing, 2 for unusable arguments.</returns>
    public static int Run(string[] arguments)
    {
        var (device, bundles, library, seconds) = ("cuda", "bundles", "library.smi", 10.0);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--device" when value is "cpu" or "cuda":
                    device = value;
                    break;
                case "--bundles" when Directory.Exists(value):
                    bundles = value;
                    break;
                case "--library" when File.Exists(value):
                    library = value;
                    break;
                case "--seconds" when double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out seconds) && seconds > 0:
                    break;
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }

        try
        {
            return Check(device, bundles, library, seconds);
        }
        catch (Exception exception) when (exception is MissingLibraryException or BundleException)
        {
            Console.Error.WriteLine($"gpu-check: {exception.Message}");
            return 1;
        }
    }

    private static int Check(string device, string bundles, string library, double seconds)
    {
        var resolved = Resolve(device);
        var molecules = CheckedLibrary.Read(library);
        var networks = Directory.GetDirectories(bundles).Order(StringComparer.Ordinal).Select(BundleNetworks.Read).ToArray();
        Console.WriteLine($"{molecules.Smiles.Length:N0} molecules of {Path.GetFileName(library)}; networks of {string.Join(", ", networks.Select(bundle => bundle.Name))}; device {resolved}; {Measuring.Machine.Describe()}");
        var agrees = networks.Select(bundle => DeviceAgreement.Check(bundle, molecules.Inputs, resolved, Console.Out)).ToArray().All(one => one)
            && DeviceTraining.Check(molecules.Inputs, resolved, Console.Out);
        if (resolved == device)
        {
            DeviceSpeed.Measure(networks, molecules, resolved, TimeSpan.FromSeconds(seconds), Console.Out);
        }

        Console.WriteLine(agrees ? "the numbers are the processor's" : "THE NUMBERS DIFFER");
        return agrees && resolved == device ? 0 : 1;
    }

    /// <summary>The device, or the processor with a sentence that says why.</summary>
    private static string Resolve(string device)
    {
        try
        {
            return TorchForwardPass.ResolveDevice(device);
        }
        catch (ArgumentException missing)
        {
            Console.Error.WriteLine($"gpu-check: {missing.Message} The numbers are checked through libtorch on the processor.");
            return "cpu";
        }
    }
}
