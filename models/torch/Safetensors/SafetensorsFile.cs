using System.Buffers.Binary;
using System.Text.Json;

namespace MolScreen.Torch.Safetensors;

/// <summary>
/// Reads and writes the safetensors format: the header's length (u64, little-endian), the header (JSON: name →
/// dtype, shape, data_offsets), the tensors' bytes back to back. Everything the header says is checked.
/// </summary>
public static class SafetensorsFile
{
    private const int LengthBytes = 8;
    private const long LargestHeader = 100_000_000;
    private const string MetadataKey = "__metadata__";

    /// <summary>Every tensor of a file by name.</summary>
    /// <exception cref="SafetensorsException">The file is truncated, or its header is not valid or does not fit its data.</exception>
    public static IReadOnlyDictionary<string, SafeTensor> Read(string path) => Parse(File.ReadAllBytes(path), path).Tensors;

    /// <summary>The text entries beside the tensors; empty where the file has none.</summary>
    /// <exception cref="SafetensorsException">As for <see cref="Read"/>.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path) => Parse(File.ReadAllBytes(path), path).Metadata;

    /// <summary>Every tensor and text entry of a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="SafetensorsException">As for <see cref="Read"/>.</exception>
    public static (IReadOnlyDictionary<string, SafeTensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Parse(ReadOnlyMemory<byte> bytes, string name)
    {
        if (bytes.Length < LengthBytes)
        {
            throw new SafetensorsException($"{name}: {bytes.Length} bytes are too few for a safetensors file.");
        }

        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (headerLength > LargestHeader || (long)headerLength > bytes.Length - LengthBytes)
        {
            throw new SafetensorsException($"{name}: a header of {headerLength} bytes is announced in a file of {bytes.Length}.");
        }

        var data = bytes[(LengthBytes + (int)headerLength)..];
        try
        {
            using var header = JsonDocument.Parse(bytes.Slice(LengthBytes, (int)headerLength));
            return ReadHeader(header.RootElement, data, name);
        }
        catch (JsonException broken)
        {
            throw new SafetensorsException($"{name}: the header is not JSON: {broken.Message}", broken);
        }
    }

    /// <summary>Writes a file, beside its final place first, so that a failure leaves nothing half-written.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="tensors">Written in this order.</param>
    /// <param name="metadata">Text entries beside the tensors.</param>
    public static void Write(string path, IEnumerable<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        var all = tensors.ToArray();
        var partial = path + ".partial";
        using (var file = File.Create(partial))
        {
            var header = BuildHeader(all, metadata);
            Span<byte> length = stackalloc byte[LengthBytes];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            file.Write(length);
            file.Write(header);
            foreach (var tensor in all)
            {
                file.Write(tensor.Data);
            }
        }

        File.Move(partial, path, overwrite: true);
    }

    private static byte[] BuildHeader(SafeTensor[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(MetadataKey);
                foreach (var (key, value) in metadata)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            var names = new HashSet<string>();
            foreach (var tensor in tensors)
            {
                if (!names.Add(tensor.Name) || tensor.Name == MetadataKey || tensor.Data.Length != tensor.Count * SafeTensor.ElementSize(tensor.DType))
                {
                    throw new ArgumentException($"Tensor {tensor.Name} comes twice, or its {tensor.Data.Length} bytes are not {tensor.DType} of [{string.Join(", ", tensor.Shape)}].", nameof(tensors));
                }

                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.DType);
                WriteNumbers(json, "shape", tensor.Shape);
                WriteNumbers(json, "data_offsets", offset, offset += tensor.Data.Length);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // Data starts on a multiple of 8 bytes, as the reference implementation writes it.
        while (text.Length % LengthBytes != 0)
        {
            text.WriteByte((byte)' ');
        }

        return text.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, params ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(key);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static (IReadOnlyDictionary<string, SafeTensor>, IReadOnlyDictionary<string, string>) ReadHeader(JsonElement header, ReadOnlyMemory<byte> data, string name)
    {
        if (header.ValueKind != JsonValueKind.Object)
        {
            throw new SafetensorsException($"{name}: the header is not a JSON object.");
        }

        var metadata = new Dictionary<string, string>();
        var entries = new List<SafetensorsEntry>();
        foreach (var property in header.EnumerateObject())
        {
            if (property.Name == MetadataKey)
            {
                metadata = SafetensorsEntry.ReadMetadata(property.Value, name);
            }
            else
            {
                entries.Add(SafetensorsEntry.Read(property, data.Length, name));
            }
        }

        var end = 0L;
        var tensors = new Dictionary<string, SafeTensor>();
        foreach (var entry in entries.OrderBy(e => e.Start).ThenBy(e => e.End))
        {
            if (entry.Start != end)
            {
                throw new SafetensorsException($"{name}: tensor {entry.Name} {(entry.Start < end ? "overlaps the one before it" : "leaves a gap before it")} (byte {entry.Start}, expected {end}).");
            }

            end = entry.End;
            if (!tensors.TryAdd(entry.Name, new SafeTensor(entry.Name, entry.DType, entry.Shape, data[(int)entry.Start..(int)entry.End].ToArray())))
            {
                throw new SafetensorsException($"{name}: tensor {entry.Name} comes twice.");
            }
        }

        return end == data.Length
            ? (tensors, metadata)
            : throw new SafetensorsException($"{name}: the header describes {end} bytes of data, the file has {data.Length}.");
    }
}
