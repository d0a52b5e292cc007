using System.Text.Json.Serialization;

namespace MolScreen.Contracts.Scoring;

/// <summary>How sure the models are of the scores of a chunk. Little-endian, row-major; NaN and 0 where a model does not say.</summary>
/// <param name="Lows">Lower ends of the intervals (float32, scored × columns), in each column's unit.</param>
/// <param name="Highs">Upper ends (float32, scored × columns).</param>
/// <param name="Percentiles">Percentiles among the reference molecules, 0 to 100 (float32, scored × columns).</param>
/// <param name="DomainScores">How far each molecule is from those a model learned, 0 to 1 (float32, scored × models, in the order of their columns).</param>
/// <param name="DomainStatuses">The verdicts (u8, scored × models): 0 for none, else a <see cref="DomainStatus"/>.</param>
public sealed record PackedCertainty(byte[] Lows, byte[] Highs, byte[] Percentiles, byte[] DomainScores, byte[] DomainStatuses);

/// <summary>Whether a molecule is in a model's applicability domain, by its structure alone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DomainStatus>))]
public enum DomainStatus
{
    /// <summary>As near to the learned molecules as 95 % of those that were held out.</summary>
    [JsonStringEnumMemberName("in")]
    In = 1,

    /// <summary>Farther than 95 % of them.</summary>
    [JsonStringEnumMemberName("edge")]
    Edge = 2,

    /// <summary>Farther than 99 % of them.</summary>
    [JsonStringEnumMemberName("out")]
    Out = 3,
}
