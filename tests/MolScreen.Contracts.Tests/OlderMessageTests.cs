using System.Text.Json;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Scoring;

namespace MolScreen.Contracts.Tests;

/// <summary>Messages that were written before fingerprints, descriptors and certainty were in them.</summary>
public sealed class OlderMessageTests
{
    [Fact]
    public void They_are_read_as_having_none()
    {
        var featurized = Read<MoleculesFeaturized>(
            """{"schema":1,"jobId":"7a0f1f0e-6f0e-4a51-9b44-5a9d9d0a1b2c","chunk":0,"models":["m"],"indices":[],"smiles":[],"properties":"","graphs":"","rejected":[]}""");
        var scored = Read<MoleculesScored>(
            """{"schema":1,"jobId":"7a0f1f0e-6f0e-4a51-9b44-5a9d9d0a1b2c","chunk":0,"indices":[],"smiles":[],"properties":"","columns":[{"model":"m","version":"1","task":"t","unit":"u"}],"scores":"","rejected":[]}""");

        Assert.Null(featurized.Fingerprints);
        Assert.Null(featurized.Descriptors);
        Assert.Null(scored.Certainty);
        Assert.Equal(new ScoreColumn("m", "1", "t", "u"), scored.Columns.Single());
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;
}
