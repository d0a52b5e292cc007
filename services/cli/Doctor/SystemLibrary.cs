using System.Runtime.InteropServices;

namespace MolScreen.Cli.Doctor;

/// <summary>A shared library of the distribution, looked up by file without loading it.</summary>
/// <param name="Part">What it is called in the report.</param>
/// <param name="File">Its file name, for example <c>libtorch_cpu.so</c>.</param>
/// <param name="Remedy">What installs it.</param>
/// <param name="Required">Whether every command needs it.</param>
public sealed record SystemLibrary(string Part, string File, string Remedy, bool Required)
{
    /// <summary>The libraries the suite is built on.</summary>
    public static IReadOnlyList<SystemLibrary> All { get; } =
    [
        new("RDKit", "libRDKitGraphMol.so", "apt install librdkit-dev", Required: true),
        new("OpenBLAS", "libopenblas.so.0", "apt install libopenblas0-pthread", Required: true),
        new("libtorch", "libtorch_cpu.so", "apt install libtorch-dev (to train, to explain, and for CUDA)", Required: false),
        new("InChI", "libinchi.so.1", "apt install libinchi1", Required: false),
        new("XGBoost", "libxgboost.so.0", "apt install libxgboost0 (for models with gradient-boosted trees)", Required: false),
    ];

    /// <summary>Looks in <c>LIBTORCH</c>, <c>LD_LIBRARY_PATH</c> and the system's library folders.</summary>
    public Finding Find()
    {
        foreach (var folder in Folders())
        {
            // Without the -dev package only the versioned file is there.
            var path = Path.Combine(folder, File);
            var found = System.IO.File.Exists(path)
                ? path
                : Directory.Exists(folder) ? Directory.EnumerateFiles(folder, File + ".*").Order().FirstOrDefault() : null;
            if (found is not null)
            {
                var target = System.IO.File.ResolveLinkTarget(found, returnFinalTarget: true)?.FullName ?? found;
                return new Finding(Part, FindingState.Ok, target);
            }
        }

        return new Finding(Part, Required ? FindingState.Missing : FindingState.Optional, $"not found: {Remedy}");
    }

    private static IEnumerable<string> Folders()
    {
        var named = Environment.GetEnvironmentVariable("LIBTORCH") is { Length: > 0 } torch ? [Path.Combine(torch, "lib")] : Array.Empty<string>();
        var path = Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? "";
        var triplet = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        return named
            .Concat(path.Split(':', StringSplitOptions.RemoveEmptyEntries))
            .Concat(["/usr/local/lib", $"/usr/lib/{triplet}", "/usr/lib", $"/lib/{triplet}", "/usr/lib64"]);
    }
}
