namespace MolScreen.Benchmarks.Accuracy;

/// <summary><c>scripts/bench-accuracy</c>: trains on data sets and compares the test parts with published numbers.</summary>
internal static class AccuracyCommand
{
    /// <summary>Measures the sets that are named, or all.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(string[] arguments)
    {
        var (seeds, sets) = (3, new List<AccuracySet>());
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--seeds" && i + 1 < arguments.Length && int.TryParse(arguments[i + 1], out seeds) && seeds > 0)
            {
                i++;
            }
            else if (AccuracySets.All.FirstOrDefault(set => set.Name == arguments[i]) is { } known)
            {
                sets.Add(known);
            }
            else
            {
                Console.Error.WriteLine($"bench-accuracy: '{arguments[i]}' is none of: {string.Join(", ", AccuracySets.All.Select(set => set.Name))}, --seeds N");
                return 2;
            }
        }

        foreach (var set in sets.Count > 0 ? sets : AccuracySets.All)
        {
            var result = AccuracyResult.Measure(set, seeds, Console.Error);
            AccuracyPage.Save(result);
            Console.WriteLine($"{set.Name}: {set.Metric} {string.Join(", ", result.Values.Select(value => value.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture)))}");
        }

        return 0;
    }
}
