using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MolScreen.Benchmarks.Gpu;

/// <summary>Asks <c>nvidia-smi</c> again and again in which share of the time the first device ran a kernel.</summary>
internal sealed class BusyShare : IDisposable
{
    /// <summary>Readings that still count what was before the start: the driver averages over up to a second.</summary>
    private const int Before = 6;

    private const int Milliseconds = 200;

    private readonly Process process;
    private readonly List<double> readings = [];

    private BusyShare(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (double.TryParse(line.Data, CultureInfo.InvariantCulture, out var percent))
            {
                lock (readings)
                {
                    readings.Add(percent / 100);
                }
            }
        };
        process.BeginOutputReadLine();
    }

    /// <summary>Starts to ask; null where there is no <c>nvidia-smi</c>.</summary>
    public static BusyShare? Start()
    {
        try
        {
            return new BusyShare(Process.Start(new ProcessStartInfo(
                "nvidia-smi",
                ["--id=0", "--query-gpu=utilization.gpu", "--format=csv,noheader,nounits", $"--loop-ms={Milliseconds}"]) { RedirectStandardOutput = true })!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Mean share since the start, 0 to 1; null before anything was read.</summary>
    public double? Mean()
    {
        lock (readings)
        {
            var counted = readings.Skip(Before).ToArray();
            return counted.Length > 0 ? counted.Average() : null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
