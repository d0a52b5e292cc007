using System.Numerics;
using System.Runtime.InteropServices;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Retro.Policy;

/// <summary>
/// The policy's forward pass in plain SIMD code: <c>softmax(W₂ · ELU(W₁ · x + b₁) + b₂)</c>, x the fingerprint. W₁·x is a sum of
/// the columns of the bits that are set, so that its cost is that of some 50 rows instead of 2048. Immutable, thread-safe.
/// </summary>
public sealed class PolicyNetwork
{
    /// <summary>Names of the tensors in a policy file.</summary>
    internal const string HiddenWeight = "hidden.weight", HiddenBias = "hidden.bias", OutputWeight = "output.weight", OutputBias = "output.bias";

    /// <summary>Name of the text in a policy file that says which templates it was trained on.</summary>
    internal const string TemplateHashKey = "template_hash";

    private readonly float[] _hiddenRows; // bits × hidden
    private readonly float[] _hiddenBias;
    private readonly float[] _output; // templates × hidden
    private readonly float[] _outputBias;

    /// <summary>Takes weights in torch's layout.</summary>
    /// <param name="hiddenWeight">hidden × bits.</param>
    /// <param name="hiddenBias">hidden.</param>
    /// <param name="outputWeight">templates × hidden.</param>
    /// <param name="outputBias">templates.</param>
    public PolicyNetwork(ReadOnlySpan<float> hiddenWeight, float[] hiddenBias, float[] outputWeight, float[] outputBias)
    {
        Hidden = hiddenBias.Length;
        Templates = outputBias.Length;
        Bits = Hidden == 0 ? 0 : hiddenWeight.Length / Hidden;
        if (Hidden == 0 || Bits * Hidden != hiddenWeight.Length || (long)Templates * Hidden != outputWeight.Length)
        {
            throw new RetroException("The policy's weights do not fit together.");
        }

        _hiddenRows = new float[hiddenWeight.Length];
        for (var unit = 0; unit < Hidden; unit++)
        {
            for (var bit = 0; bit < Bits; bit++)
            {
                _hiddenRows[(bit * Hidden) + unit] = hiddenWeight[(unit * Bits) + bit];
            }
        }

        (_hiddenBias, _output, _outputBias) = (hiddenBias, outputWeight, outputBias);
    }

    /// <summary>Length of the fingerprint.</summary>
    public int Bits { get; }

    /// <summary>Width of the hidden layer.</summary>
    public int Hidden { get; }

    /// <summary>Number of outputs.</summary>
    public int Templates { get; }

    /// <summary>Hash of the templates the policy file says it was trained on; null where it says nothing.</summary>
    public string? TemplateHash { get; private init; }

    /// <summary>Reads a policy file.</summary>
    /// <exception cref="RetroException">It is missing, damaged or not a policy.</exception>
    public static PolicyNetwork Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new RetroException($"The policy {path} does not exist.");
        }

        try
        {
            var (tensors, metadata) = SafetensorsFile.Parse(File.ReadAllBytes(path), path);
            float[] Get(string name) => tensors.TryGetValue(name, out var tensor)
                ? tensor.ToSingles()
                : throw new RetroException($"{path} has no tensor {name}.");
            return new PolicyNetwork(Get(HiddenWeight), Get(HiddenBias), Get(OutputWeight), Get(OutputBias))
            {
                TemplateHash = metadata.GetValueOrDefault(TemplateHashKey),
            };
        }
        catch (SafetensorsException e)
        {
            throw new RetroException($"The policy {path} is damaged: {e.Message}", e);
        }
    }

    /// <summary>The most probable templates, best first, ties by position.</summary>
    /// <param name="fingerprint">Bits / 8 bytes; bit i is byte i / 8, bit i % 8.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cumulative">No more than it takes to reach this probability, 0 to 1.</param>
    public IReadOnlyList<RankedTemplate> Best(ReadOnlySpan<byte> fingerprint, int most, double cumulative)
    {
        var logits = Logits(fingerprint);
        var top = float.NegativeInfinity;
        foreach (var logit in logits)
        {
            top = Math.Max(top, logit);
        }

        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - top);
        }

        // Only the head of the order is needed: a bounded queue whose front is the worst kept.
        var kept = new PriorityQueue<int, (float Logit, int Later)>(most + 1);
        for (var i = 0; i < logits.Length; i++)
        {
            if (kept.Count < most)
            {
                kept.Enqueue(i, (logits[i], -i));
            }
            else if (kept.TryPeek(out _, out var worst) && logits[i] > worst.Logit)
            {
                kept.EnqueueDequeue(i, (logits[i], -i));
            }
        }

        var ranked = new List<RankedTemplate>(most);
        var reached = 0.0;
        foreach (var i in kept.UnorderedItems.Select(item => item.Element).OrderByDescending(i => logits[i]).ThenBy(i => i))
        {
            var probability = Math.Exp(logits[i] - top) / sum;
            ranked.Add(new RankedTemplate(i, probability));
            reached += probability;
            if (reached >= cumulative)
            {
                break;
            }
        }

        return ranked;
    }

    /// <summary>Outputs before the softmax.</summary>
    public float[] Logits(ReadOnlySpan<byte> fingerprint)
    {
        if (fingerprint.Length * 8 != Bits)
        {
            throw new ArgumentException($"The policy takes {Bits} bits.", nameof(fingerprint));
        }

        var hidden = (float[])_hiddenBias.Clone();
        for (var bit = 0; bit < Bits; bit++)
        {
            if ((fingerprint[bit >> 3] >> (bit & 7) & 1) != 0)
            {
                Add(hidden, _hiddenRows.AsSpan(bit * Hidden, Hidden));
            }
        }

        for (var i = 0; i < Hidden; i++)
        {
            hidden[i] = hidden[i] > 0 ? hidden[i] : MathF.Exp(hidden[i]) - 1;
        }

        var logits = new float[Templates];
        for (var i = 0; i < Templates; i++)
        {
            logits[i] = _outputBias[i] + Dot(hidden, _output.AsSpan(i * Hidden, Hidden));
        }

        return logits;
    }

    private static void Add(Span<float> sum, ReadOnlySpan<float> row)
    {
        var left = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var right = MemoryMarshal.Cast<float, Vector<float>>(row);
        for (var i = 0; i < left.Length; i++)
        {
            left[i] += right[i];
        }

        for (var i = left.Length * Vector<float>.Count; i < sum.Length; i++)
        {
            sum[i] += row[i];
        }
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var left = MemoryMarshal.Cast<float, Vector<float>>(a);
        var right = MemoryMarshal.Cast<float, Vector<float>>(b);
        Vector<float> even = Vector<float>.Zero, odd = Vector<float>.Zero;
        var i = 0;
        for (; i + 1 < left.Length; i += 2)
        {
            even += left[i] * right[i];
            odd += left[i + 1] * right[i + 1];
        }

        for (; i < left.Length; i++)
        {
            even += left[i] * right[i];
        }

        var sum = Vector.Sum(even + odd);
        for (i = left.Length * Vector<float>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}

/// <summary>A template that the policy proposes.</summary>
/// <param name="Template">Position in the template set.</param>
/// <param name="Probability">0 to 1.</param>
public readonly record struct RankedTemplate(int Template, double Probability);
