using System.Runtime.InteropServices;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Gnn.Kernel;

/// <summary>Kernel models as safetensors files; the fingerprints are stored as their entries.</summary>
public static class TanimotoKernelFile
{
    private const string KindKey = "kind", SizeKey = "fingerprint_size";

    /// <summary>Writes a file; replaces one that exists.</summary>
    public static void Write(string path, TanimotoKernelModel model)
    {
        var (molecules, entries) = (model.Molecules, model.Molecules.Positions.Length);
        SafetensorsFile.Write(
            path,
            [
                new("starts", "I32", [molecules.Starts.Length], MemoryMarshal.AsBytes<int>(molecules.Starts).ToArray()),
                new("positions", "U16", [entries], MemoryMarshal.AsBytes<ushort>(molecules.Positions).ToArray()),
                new("counts", "U16", [entries], MemoryMarshal.AsBytes<ushort>(molecules.Counts).ToArray()),
                new("labelled", "U8", [molecules.Count], Array.ConvertAll(model.Labelled, yes => (byte)(yes ? 1 : 0))),
                SafeTensor.FromSingles("means", model.Means, model.Tasks),
                SafeTensor.FromSingles("coefficients", model.Coefficients, molecules.Count, model.Tasks),
                .. model.Errors is { } errors ? [SafeTensor.FromSingles("errors", errors, errors.Length)] : Array.Empty<SafeTensor>(),
            ],
            new Dictionary<string, string> { [KindKey] = model.Kind.ToString(), [SizeKey] = $"{molecules.Size}" });
    }

    /// <summary>Reads a file and checks everything in it.</summary>
    /// <exception cref="SafetensorsException">The file is broken, or a tensor is missing or does not fit the others.</exception>
    public static TanimotoKernelModel Read(string path)
    {
        var (tensors, metadata) = SafetensorsFile.Parse(File.ReadAllBytes(path), path);
        SafetensorsException Wrong(string what) => new($"{path}: {what}.");
        SafeTensor Tensor(string name, string type, int dimensions) =>
            tensors.TryGetValue(name, out var tensor) && tensor.DType == type && tensor.Shape.Length == dimensions
                ? tensor
                : throw Wrong($"the tensor {name} is missing, or not {type} of {dimensions} dimensions");

        if (!metadata.TryGetValue(KindKey, out var kindText) || !Enum.TryParse<TaskKind>(kindText, out var kind) || !Enum.IsDefined(kind)
            || !metadata.TryGetValue(SizeKey, out var sizeText) || !int.TryParse(sizeText, out var size))
        {
            throw Wrong("it does not say what it predicts from which fingerprints");
        }

        var starts = MemoryMarshal.Cast<byte, int>(Tensor("starts", "I32", 1).Data).ToArray();
        var molecules = new CountFingerprints(
            size,
            starts,
            MemoryMarshal.Cast<byte, ushort>(Tensor("positions", "U16", 1).Data).ToArray(),
            MemoryMarshal.Cast<byte, ushort>(Tensor("counts", "U16", 1).Data).ToArray());
        var labelled = Tensor("labelled", "U8", 1).Data;
        var means = Tensor("means", "F32", 1).ToSingles();
        var coefficients = Tensor("coefficients", "F32", 2);
        if (starts.Length == 0 || means.Length == 0 || labelled.Length != molecules.Count || !coefficients.Shape.AsSpan().SequenceEqual([molecules.Count, means.Length]))
        {
            throw Wrong($"{molecules.Count} molecules and {means.Length} tasks do not fit the coefficients [{string.Join(", ", coefficients.Shape)}]");
        }

        var alphas = coefficients.ToSingles();
        if (Array.Exists(means, float.IsInfinity) || !Array.TrueForAll(alphas, float.IsFinite))
        {
            throw Wrong("a mean or a coefficient is not finite");
        }

        var errors = tensors.ContainsKey("errors") ? Tensor("errors", "F32", 1).ToSingles() : null;
        if (errors is not null && (errors.Length != molecules.Count || Array.Exists(errors, error => error < 0 || float.IsInfinity(error))))
        {
            throw Wrong($"the errors are not {molecules.Count} numbers from 0");
        }

        try
        {
            molecules.Validate(molecules.Count);
        }
        catch (ArgumentException wrong)
        {
            throw new SafetensorsException($"{path}: {wrong.Message}", wrong);
        }

        return new TanimotoKernelModel(kind, molecules, Array.ConvertAll(labelled, flag => flag != 0), means, alphas, errors);
    }
}
