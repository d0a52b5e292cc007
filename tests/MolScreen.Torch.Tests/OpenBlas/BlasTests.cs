using MolScreen.Torch.OpenBlas;

namespace MolScreen.Torch.Tests.OpenBlas;

public sealed class BlasTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Products_equal_the_sum_over_k(bool transposeA, bool transposeB)
    {
        const int m = 7, n = 5, k = 11;
        var random = new Random(1);
        var a = Enumerable.Range(0, m * k).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var b = Enumerable.Range(0, k * n).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var c = Enumerable.Repeat(1f, m * n).ToArray();
        Blas.Sgemm(transposeA, transposeB, m, n, k, 2, a, b, 3, c);
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var sum = Enumerable.Range(0, k).Sum(l => (double)a[transposeA ? (l * m) + i : (i * k) + l] * b[transposeB ? (j * k) + l : (l * n) + j]);
                Assert.Equal((2 * sum) + 3, c[(i * n) + j], 1e-5);
            }
        }
    }

    [Fact]
    public void A_matrix_too_small_for_its_sizes_is_refused() =>
        Assert.Throws<ArgumentException>(() => Blas.Sgemm(false, false, 2, 2, 2, 1, new float[3], new float[4], 0, new float[4]));

    [Theory]
    [InlineData("GenuineIntel", "avx2 fma avx512f avx512dq avx512bw avx512vl avx512cd avx512_bf16 amx_bf16", "SapphireRapids")]
    [InlineData("AuthenticAMD", "avx2 fma avx512f avx512dq avx512bw avx512vl avx512cd avx512_bf16", "Cooperlake")]
    [InlineData("GenuineIntel", "avx2 fma avx512f avx512dq avx512bw avx512vl avx512cd", "SkylakeX")]
    [InlineData("GenuineIntel", "avx2 fma", "Haswell")]
    [InlineData("AuthenticAMD", "avx2 fma", "Zen")]
    [InlineData("GenuineIntel", "avx2 fma avx512f", "Haswell")]
    [InlineData("GenuineIntel", "sse2", null)]
    public void Kernels_follow_the_processors_flags(string vendor, string flags, string? core) =>
        Assert.Equal(core, CoreType.Choose(vendor, flags.Split(' ').ToHashSet()));

    [Fact]
    public void The_report_names_the_kernels_and_one_thread()
    {
        var info = OpenBlasInfo.Read();
        Assert.Contains("OpenBLAS", info.Configuration, StringComparison.Ordinal);
        Assert.NotEmpty(info.Core);
        Assert.Equal(1, info.Threads);
    }

    [Fact]
    public void A_missing_library_names_what_to_install()
    {
        var missing = Assert.Throws<MissingLibraryException>(() => NativeLibraries.LoadFirst(["libnot-there.so.0"], "Frobnication is missing: install libnot-there."));
        Assert.StartsWith("Frobnication is missing: install libnot-there. (", missing.Message, StringComparison.Ordinal);
        Assert.Contains("libnot-there.so.0", missing.Message, StringComparison.Ordinal);
    }
}
