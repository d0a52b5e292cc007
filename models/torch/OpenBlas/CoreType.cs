using System.Runtime.InteropServices;

namespace MolScreen.Torch.OpenBlas;

/// <summary>
/// Which of OpenBLAS's kernels fit the processor. Its own detection knows only the models of its day (0.3.21 takes
/// a recent Xeon for a Prescott, a quarter of the speed), so the feature flags decide.
/// </summary>
public static partial class CoreType
{
    private const string Variable = "OPENBLAS_CORETYPE", ThreadsVariable = "OPENBLAS_NUM_THREADS";
    private static readonly Lock applying = new();
    private static CoreTypeSource? applied;

    /// <summary>Who chose the kernels; null until OpenBLAS or libtorch is first used.</summary>
    internal static CoreTypeSource? Source => applied;

    /// <summary>The best core type of OpenBLAS 0.3.21 for a processor.</summary>
    /// <param name="vendor">As in cpuinfo: <c>GenuineIntel</c>, <c>AuthenticAMD</c>.</param>
    /// <param name="flags">Feature flags as in cpuinfo.</param>
    /// <returns>Null where OpenBLAS should decide (no AVX2).</returns>
    public static string? Choose(string vendor, IReadOnlySet<string> flags)
    {
        var avx512 = flags.IsSupersetOf(["avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512cd"]);
        return flags switch
        {
            _ when avx512 && flags.Contains("avx512_bf16") && flags.Contains("amx_bf16") => "SapphireRapids",
            _ when avx512 && flags.Contains("avx512_bf16") => "Cooperlake",
            _ when avx512 => "SkylakeX",
            _ when flags.Contains("avx2") && flags.Contains("fma") => vendor == "AuthenticAMD" ? "Zen" : "Haswell",
            _ => null,
        };
    }

    /// <summary>
    /// Puts the choice into the C environment, where OpenBLAS reads it when it is loaded; a user's own
    /// <c>OPENBLAS_CORETYPE</c> stays. One BLAS thread: the callers own the threads.
    /// </summary>
    internal static void Apply()
    {
        lock (applying)
        {
            if (applied is not null)
            {
                return;
            }

            var user = Environment.GetEnvironmentVariable(Variable);
            var (vendor, flags) = ReadProcessor();
            var chosen = Choose(vendor, flags);
            if (!string.IsNullOrEmpty(user))
            {
                applied = CoreTypeSource.User;
            }
            else if (chosen is not null && OperatingSystem.IsLinux())
            {
                _ = SetEnv(Variable, chosen, 1);
                applied = CoreTypeSource.ProcessorFlags;
            }
            else
            {
                applied = CoreTypeSource.OpenBlas;
            }

            if (OperatingSystem.IsLinux())
            {
                _ = SetEnv(ThreadsVariable, "1", 0);
            }
        }
    }

    private static (string Vendor, IReadOnlySet<string> Flags) ReadProcessor()
    {
        const string path = "/proc/cpuinfo";
        var lines = File.Exists(path) ? File.ReadLines(path).Take(64).ToArray() : [];
        string Field(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "";
        return (Field("vendor_id"), Field("flags").Split(' ').ToHashSet());
    }

    // .NET's own environment does not reach a native getenv on Linux.
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int overwrite);
}

/// <summary>Who chose OpenBLAS's kernels.</summary>
public enum CoreTypeSource
{
    /// <summary>The user, by <c>OPENBLAS_CORETYPE</c>.</summary>
    User,

    /// <summary>The processor's feature flags.</summary>
    ProcessorFlags,

    /// <summary>OpenBLAS's own detection.</summary>
    OpenBlas,
}
