using MolScreen.Retro.Bundles;
using MolScreen.Testing;
using MolScreen.Torch.Safetensors;

namespace MolScreen.Retro.Tests.Planning;

public sealed class BundleTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(Repository.Root, "models", "bundles", "retro");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_name_or_a_path_finds_the_shipped_bundle()
    {
        Assert.Equal(Shipped, RetroBundle.Resolve(Shipped));
        Assert.Equal("retro", Path.GetFileName(RetroBundle.Resolve("retro")));
        Assert.Contains("no retro bundle", Assert.Throws<RetroException>(() => RetroBundle.Resolve("nowhere")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_bundle_stays_small()
    {
        long Size(string name) => new FileInfo(Path.Combine(Shipped, name)).Length;

        Assert.InRange(Size("policy.safetensors"), 1, 15_000_000);
        Assert.InRange(Size("templates.tsv.gz"), 1, 3_000_000);
        Assert.InRange(Size("stock.bin"), 1, 16_000_000);
    }

    [Theory]
    [InlineData("manifest.yaml", "kind: gnn", "kind gnn")]
    [InlineData("manifest.yaml", "kind: retro\nformat: 9", "format 9")]
    [InlineData("manifest.yaml", "kind: [", "line 1")]
    [InlineData("manifest.yaml", "", "empty")]
    [InlineData("templates.tsv.gz", "rubbish", "damaged")]
    [InlineData("policy.safetensors", "rubbish", "damaged")]
    [InlineData("stock.bin", "MSSTOCK1", "no stock file")]
    public void A_broken_bundle_is_refused_in_a_sentence(string file, string content, string says)
    {
        Copy();
        _folder.Write(file, content);

        Assert.Contains(says, Assert.Throws<RetroException>(() => RoutePlanner.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Templates_of_another_policy_are_found_out()
    {
        Copy();
        var manifest = RetroManifest.Read(_folder.Path);
        (manifest with { TemplateHash = "0" }).Write(_folder.Path);

        Assert.Contains("not those", Assert.Throws<RetroException>(() => RoutePlanner.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_of_another_training_is_found_out()
    {
        Copy();
        var path = _folder.File("policy.safetensors");
        SafetensorsFile.Write(path, SafetensorsFile.Read(path).Values, new Dictionary<string, string> { ["template_hash"] = "0" });

        Assert.Contains("from another training", Assert.Throws<RetroException>(() => RoutePlanner.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Copy()
    {
        foreach (var file in Directory.GetFiles(Shipped))
        {
            File.Copy(file, _folder.File(Path.GetFileName(file)));
        }
    }
}
