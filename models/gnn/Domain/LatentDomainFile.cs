using MolScreen.Torch.Safetensors;

namespace MolScreen.Gnn.Domain;

/// <summary>The latent domains of an ensemble in one safetensors file: <c>mean.I</c> (d) and <c>whitening.I</c> (d (d + 1) / 2) of network I, from 0.</summary>
internal static class LatentDomainFile
{
    /// <summary>Its name in the bundle.</summary>
    internal const string Name = "latent.safetensors";

    internal static void Write(string path, IReadOnlyList<LatentDomain> domains) => SafetensorsFile.Write(
        path,
        [.. domains.SelectMany((domain, member) => new[]
        {
            SafeTensor.FromSingles($"mean.{member}", domain.Mean, domain.Width),
            SafeTensor.FromSingles($"whitening.{member}", domain.Whitening, domain.Whitening.Length),
        })]);

    /// <summary>Reads a file and checks everything in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="members">Networks of the ensemble.</param>
    /// <param name="width">Length of their vectors.</param>
    /// <exception cref="SafetensorsException">The file is broken, or of other networks.</exception>
    internal static IReadOnlyList<LatentDomain> Read(string path, int members, int width)
    {
        var tensors = SafetensorsFile.Read(path);
        float[] Values(string name, int length) =>
            tensors.TryGetValue(name, out var tensor) && tensor.DType == "F32" && tensor.Shape.AsSpan().SequenceEqual([length]) && Array.TrueForAll(tensor.ToSingles(), float.IsFinite)
                ? tensor.ToSingles()
                : throw new SafetensorsException($"{path}: the tensor {name} is missing, or not {length} finite numbers.");
        return [.. Enumerable.Range(0, members).Select(member => new LatentDomain { Mean = Values($"mean.{member}", width), Whitening = Values($"whitening.{member}", width * (width + 1) / 2) })];
    }
}
