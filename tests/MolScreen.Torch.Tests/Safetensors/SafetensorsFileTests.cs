using System.Buffers.Binary;
using System.Text;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Torch.Tests.Safetensors;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("safetensors").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var path = Path.Combine(folder, "two.safetensors");
        SafetensorsFile.Write(path, [SafeTensor.FromSingles("a", [1.5f, -2, 3, 4, 5, 6], 2, 3), SafeTensor.HalfFromSingles("b", [0.5f, 65504], 2)], new Dictionary<string, string> { ["made"] = "here" });
        var read = SafetensorsFile.Read(path);
        Assert.Equal([2L, 3], read["a"].Shape);
        Assert.Equal([1.5f, -2, 3, 4, 5, 6], read["a"].ToSingles());
        Assert.Equal("F16", read["b"].DType);
        Assert.Equal("here", SafetensorsFile.ReadMetadata(path)["made"]);
        Assert.Empty(Directory.GetFiles(folder, "*.partial"));
    }

    [Fact]
    public void Half_precision_is_read_as_its_value()
    {
        var path = Path.Combine(folder, "half.safetensors");
        SafetensorsFile.Write(path, [SafeTensor.HalfFromSingles("h", [0.5f, 65504, -1], 3)]);
        Assert.Equal([0.5f, 65504, -1], SafetensorsFile.Read(path)["h"].ToSingles());
    }

    /// <summary>The example in the format's own description: one F16 tensor of [1, 16, 256] and offsets [BEGIN, END].</summary>
    [Fact]
    public void A_file_by_the_letter_of_the_format_is_read()
    {
        var file = FileOf("""{"TEST":{"dtype":"F16","shape":[1,16,256],"data_offsets":[0,8192]}}""", new byte[8192]);
        Assert.Equal([1L, 16, 256], SafetensorsFile.Parse(file, "f").Tensors["TEST"].Shape);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "truncated")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 12, "describes 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "does not take 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "gap")]
    [InlineData("""{"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}""", 4, "not known")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "wrong kind")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "are not there")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "does not take")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "missing")]
    [InlineData("""{"a":7}""", 4, "missing")]
    [InlineData("""["a"]""", 4, "not a JSON object")]
    [InlineData("""{"a":""", 4, "not JSON")]
    public void A_header_that_does_not_fit_is_refused_with_the_reason(string header, int dataLength, string reason)
    {
        var broken = Assert.Throws<SafetensorsException>(() => SafetensorsFile.Parse(FileOf(header, new byte[dataLength]), "weights.safetensors"));
        Assert.Contains(reason, broken.Message, StringComparison.Ordinal);
        Assert.StartsWith("weights.safetensors", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_of_a_file_is_refused()
    {
        var path = Path.Combine(folder, "whole.safetensors");
        SafetensorsFile.Write(path, [SafeTensor.FromSingles("a", [1, 2, 3], 3), SafeTensor.FromSingles("b", [4], 1)]);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<SafetensorsException>(() => SafetensorsFile.Parse(whole.AsMemory(0, length), "f"));
        }
    }

    [Fact]
    public void A_tensor_whose_bytes_do_not_fit_is_not_written()
    {
        var path = Path.Combine(folder, "bad.safetensors");
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(path, [new SafeTensor("a", "F32", [3], new byte[8])]));
        Assert.False(File.Exists(path));
    }

    private static byte[] FileOf(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. data];
    }
}
