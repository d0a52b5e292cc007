namespace MolScreen.Benchmarks.Measuring;

/// <summary>What the numbers were measured on.</summary>
public static class Machine
{
    /// <summary>Processor model, cores and runtime, for example <c>AMD EPYC, 2 cores, .NET 10.0.0</c>.</summary>
    public static string Describe()
    {
        var model = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
        return $"{model}, {Environment.ProcessorCount} cores, .NET {Environment.Version}";
    }
}
