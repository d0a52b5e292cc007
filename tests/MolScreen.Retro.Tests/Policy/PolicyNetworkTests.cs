using MolScreen.Retro.Policy;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Retro.Tests.Policy;

public sealed class PolicyNetworkTests
{
    private const int Bits = 64, Hidden = 19, Templates = 23; // no multiples of a SIMD register

    [Fact]
    public void The_fast_forward_pass_equals_the_equations()
    {
        var random = new Random(7);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
        float[] w1 = Draw(Hidden * Bits), b1 = Draw(Hidden), w2 = Draw(Templates * Hidden), b2 = Draw(Templates);
        var network = new PolicyNetwork(w1, b1, w2, b2);
        var fingerprint = new byte[Bits / 8];
        random.NextBytes(fingerprint);

        // softmax(W2 · ELU(W1 x + b1) + b2), one number after another in double precision.
        var x = Enumerable.Range(0, Bits).Select(bit => (double)(fingerprint[bit / 8] >> (bit % 8) & 1)).ToArray();
        var h = Enumerable.Range(0, Hidden).Select(i => b1[i] + Enumerable.Range(0, Bits).Sum(j => w1[(i * Bits) + j] * x[j])).Select(z => z > 0 ? z : Math.Exp(z) - 1).ToArray();
        var expected = Enumerable.Range(0, Templates).Select(i => b2[i] + Enumerable.Range(0, Hidden).Sum(j => w2[(i * Hidden) + j] * h[j])).ToArray();
        var sum = expected.Sum(Math.Exp);

        var logits = network.Logits(fingerprint);
        for (var i = 0; i < Templates; i++)
        {
            Assert.Equal(expected[i], logits[i], 1e-5);
        }

        var best = network.Best(fingerprint, 5, 1);
        Assert.Equal(expected.Select((value, i) => (value, i)).OrderByDescending(pair => pair.value).Take(5).Select(pair => pair.i), best.Select(one => one.Template));
        Assert.All(best, one => Assert.Equal(Math.Exp(expected[one.Template]) / sum, one.Probability, 1e-6));
    }

    [Fact]
    public void No_more_templates_are_ranked_than_reach_the_cumulative_probability()
    {
        // Probabilities 0.6, 0.3, 0.1 from biases alone.
        float[] bias = [MathF.Log(0.1f), MathF.Log(0.6f), MathF.Log(0.3f)];
        var network = new PolicyNetwork(new float[8], [0], new float[3], bias);

        Assert.Equal([1, 2], network.Best([0], 50, 0.85).Select(one => one.Template));
        Assert.Equal([1], network.Best([0], 1, 1).Select(one => one.Template));
        Assert.Equal([1, 2, 0], network.Best([0], 50, 1).Select(one => one.Template));
    }

    [Fact]
    public void Equal_outputs_are_ranked_by_position()
    {
        var network = new PolicyNetwork(new float[8], [0], new float[6], new float[6]);

        Assert.Equal([0, 1, 2], network.Best([0], 3, 1).Select(one => one.Template));
    }

    [Fact]
    public void Weights_that_do_not_fit_and_files_that_are_no_policy_are_refused()
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile.Write(folder.File("other.safetensors"), [SafeTensor.FromSingles("w", [1f, 2f], 2)]);

        Assert.Throws<RetroException>(() => new PolicyNetwork(new float[8], [0, 0], new float[3], new float[3]));
        Assert.Contains("hidden.weight", Assert.Throws<RetroException>(() => PolicyNetwork.Read(folder.File("other.safetensors"))).Message, StringComparison.Ordinal);
        Assert.Throws<RetroException>(() => PolicyNetwork.Read(folder.Write("cut.safetensors", "short")));
        Assert.Throws<RetroException>(() => PolicyNetwork.Read(folder.File("none.safetensors")));
    }
}
