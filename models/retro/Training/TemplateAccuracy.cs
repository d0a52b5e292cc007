using System.Globalization;
using MolScreen.Retro.Policy;

namespace MolScreen.Retro.Training;

/// <summary>How often a template that makes the recorded reactants is among the policy's best k.</summary>
internal static class TemplateAccuracy
{
    /// <summary>The k that are reported.</summary>
    public static IReadOnlyList<int> Ranks { get; } = [1, 3, 5, 10, 50];

    /// <summary>Shares 0 to 1 by name; a reaction that no template makes counts as missed.</summary>
    public static IReadOnlyDictionary<string, double> Of(PolicyNetwork network, IReadOnlyList<(byte[] Fingerprint, IReadOnlyList<int> Templates)> test)
    {
        var places = new int[test.Count];
        Parallel.For(0, test.Count, i =>
        {
            var place = network.Best(test[i].Fingerprint, Ranks[^1], 1).Select(ranked => ranked.Template).ToList().FindIndex(test[i].Templates.Contains);
            places[i] = place < 0 ? int.MaxValue : place;
        });
        return Shares("template", places);
    }

    /// <summary>Shares of places (from 0, int.MaxValue where missed) below each k, with their number.</summary>
    public static IReadOnlyDictionary<string, double> Shares(string what, IReadOnlyCollection<int> places)
    {
        var metrics = new Dictionary<string, double> { [$"{what}_n"] = places.Count };
        foreach (var k in Ranks)
        {
            metrics[string.Create(CultureInfo.InvariantCulture, $"{what}_top{k}")] = places.Count == 0 ? 0 : places.Count(place => place < k) / (double)places.Count;
        }

        return metrics;
    }
}
