using System.Text.Json;

namespace MolScreen.Torch.Safetensors;

/// <summary>What a header says of one tensor, checked against the length of the data.</summary>
internal sealed record SafetensorsEntry(string Name, string DType, long[] Shape, long Start, long End)
{
    internal static SafetensorsEntry Read(JsonProperty property, long dataLength, string file)
    {
        SafetensorsException Wrong(string what) => new($"{file}: tensor {property.Name}: {what}.");
        var entry = property.Value;
        if (entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("dtype", out var dtype) || dtype.ValueKind != JsonValueKind.String
            || !entry.TryGetProperty("shape", out var shape) || Numbers(shape) is not { } sizes
            || !entry.TryGetProperty("data_offsets", out var offsets) || Numbers(offsets) is not [var start, var end])
        {
            throw Wrong("dtype, shape or data_offsets is missing or of the wrong kind");
        }

        var type = dtype.GetString()!;
        var elementSize = SafeTensor.ElementSize(type);
        if (elementSize == 0)
        {
            throw Wrong($"the element type {type} is not known");
        }

        if (start > end || end > dataLength)
        {
            throw Wrong($"bytes {start} to {end} of {dataLength} are not there; the file is truncated or changed");
        }

        // Sizes are at most the data's length each, so that the product cannot wrap around before it is compared.
        var expected = sizes.Aggregate((UInt128)elementSize, (product, size) => UInt128.Min(product * (UInt128)size, UInt128.MaxValue >> 64));
        return expected == (UInt128)(end - start)
            ? new SafetensorsEntry(property.Name, type, sizes, start, end)
            : throw Wrong($"{type} of [{string.Join(", ", sizes)}] does not take {end - start} bytes");
    }

    internal static Dictionary<string, string> ReadMetadata(JsonElement element, string file)
    {
        var metadata = new Dictionary<string, string>();
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new SafetensorsException($"{file}: __metadata__ is not a JSON object.");
        }

        foreach (var property in element.EnumerateObject())
        {
            metadata[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw new SafetensorsException($"{file}: __metadata__ entry {property.Name} is not text.");
        }

        return metadata;
    }

    private static long[]? Numbers(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var numbers = new List<long>();
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0)
            {
                return null;
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }
}
