using System.Globalization;
using MolScreen.Cli.Output;
using Spectre.Console;

namespace MolScreen.Cli.Learning;

/// <summary>Metrics by part and name, as a table for people.</summary>
internal static class MetricsTable
{
    /// <summary>One row a part, one column a metric.</summary>
    public static Table Of(IReadOnlyDictionary<string, Dictionary<string, double>> parts)
    {
        var names = parts.Values.SelectMany(metrics => metrics.Keys).Distinct().ToList();
        var table = Tables.With(["part", .. names.Select(name => ">" + name)]);
        foreach (var (part, metrics) in parts)
        {
            table.Add([part, .. names.Select(name => metrics.TryGetValue(name, out var value) ? Number(name, value) : "")]);
        }

        return table;
    }

    private static string Number(string name, double value) =>
        value.ToString(name == "n" ? "N0" : "0.000", CultureInfo.InvariantCulture);
}
