using MolScreen.Testing;

namespace MolScreen.EndToEnd.Tests;

/// <summary><c>scripts/gpu-check</c>, through libtorch on the processor.</summary>
public sealed class GpuCheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>One task, twelve, and ensembles; the losses of training too.</summary>
    [Fact]
    public async Task The_program_finds_the_processors_numbers_in_libtorch()
    {
        using var check = Program("cpu", "bace", "esol", "tox21");
        Assert.True(await check.Exit(TimeSpan.FromMinutes(5)) == 0, check.Everything);
        foreach (var line in new[] { "bace: 5 networks (0 with TF32), 1 tasks: off by at most", "tox21: 3 networks (0 with TF32), 12 tasks", "training: 30 steps", "from SMILES: ", "the numbers are the processor's" })
        {
            Assert.Contains(line, check.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_cuda_it_says_so_checks_the_numbers_and_fails()
    {
        using var check = Program("cuda", "esol");
        Assert.Equal(1, await check.Exit(TimeSpan.FromMinutes(5)));
        Assert.Contains("CUDA was asked for, but there is no device", check.Everything, StringComparison.Ordinal);
        Assert.Contains("the numbers are the processor's", check.Output, StringComparison.Ordinal);
    }

    /// <summary>As on a machine that has neither .NET nor RDKit nor the sources: what runs lies in the folder.</summary>
    [LongFact]
    public async Task What_is_packed_runs_by_itself_and_is_small_enough_to_be_carried()
    {
        var packed = folder.File("packed");
        using (var pack = new ChildProcess(
            Path.Combine(Repository.Root, "scripts", "gpu-check"), ["pack", packed], new Dictionary<string, string> { ["MOLSCREEN_BENCHMARKS"] = Path.GetDirectoryName(Executable)! }))
        {
            Assert.True(await pack.Exit(TimeSpan.FromMinutes(10)) == 0, pack.Everything);
        }

        Assert.InRange(Directory.EnumerateFiles(packed).Sum(file => new FileInfo(file).Length), 1, 64 << 20);
        using var run = new ChildProcess(
            "env", ["-i", "PATH=/usr/bin:/bin", $"{packed}/run", "--device", "cpu", "--library", Library(), "--seconds", "0.1"]);
        Assert.True(await run.Exit(TimeSpan.FromMinutes(10)) == 0, run.Everything);
        Assert.Contains("the numbers are the processor's", run.Output, StringComparison.Ordinal);
    }

    private static string Executable => Path.Combine(
        Repository.Root, "tests", "MolScreen.Benchmarks", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "MolScreen.Benchmarks");

    private ChildProcess Program(string device, params string[] names)
    {
        var bundles = Directory.CreateDirectory(folder.File("bundles")).FullName;
        foreach (var bundle in names)
        {
            File.CreateSymbolicLink(Path.Combine(bundles, bundle), Path.Combine(Repository.Root, "models", "bundles", bundle));
        }

        return new ChildProcess(
            Executable, ["gpu", "--device", device, "--bundles", bundles, "--library", Library(), "--seconds", "0.1"], new Dictionary<string, string> { ["CUDA_VISIBLE_DEVICES"] = "" });
    }

    /// <summary>Drugs of the bundled library: enough to differ, few enough for thirteen networks in some seconds.</summary>
    private string Library() => folder.Write("library.smi", string.Join('\n', File.ReadLines(Repository.TestData("library", "drugs.smi")).Take(80)));
}
