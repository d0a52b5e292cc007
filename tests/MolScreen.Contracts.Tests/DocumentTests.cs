using System.Reflection;
using System.Text.Json;
using MolScreen.Testing;

namespace MolScreen.Contracts.Tests;

/// <summary>The documents beside the records name what there is.</summary>
public sealed class DocumentTests
{
    private static readonly string Map = File.ReadAllText(Path.Combine(Repository.Root, "contracts", "README.md"));

    /// <summary>Every record that is a message by itself: it carries a schema version.</summary>
    public static TheoryData<string> Messages =>
        [.. typeof(SchemaVersion).Assembly.GetExportedTypes().Where(type => type.GetProperty("Schema") is not null).Select(type => type.Name)];

    public static TheoryData<string> QueueNames =>
        [.. typeof(Queues).GetFields(BindingFlags.Public | BindingFlags.Static).Select(constant => (string)constant.GetValue(null)!)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_message_is_in_the_map(string message) => Assert.Contains($"`{message}`", Map, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(QueueNames))]
    public void Every_queue_is_in_the_map(string queue) => Assert.Contains($"`{queue}`", Map, StringComparison.Ordinal);

    [Theory]
    [InlineData("molecule-batch.schema.json")]
    [InlineData("batch-result.schema.json")]
    public void Schemas_are_json_and_are_linked(string file)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "contracts", file)));

        Assert.Equal("object", schema.RootElement.GetProperty("type").GetString());
        Assert.Contains(file, Map, StringComparison.Ordinal);
        Assert.Contains(file, File.ReadAllText(Path.Combine(Repository.Root, "contracts", "asyncapi.yaml")), StringComparison.Ordinal);
    }
}
