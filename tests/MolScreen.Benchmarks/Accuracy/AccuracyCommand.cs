namespace MolScreen.Benchmarks.Accuracy;

/// <summary><c>scripts/bench-accuracy</c>: trains on data sets and compares the test parts with published numbers.</summary>
internal static class AccuracyCommand
{
    /// <summary>Measures the sets and the targets that are named (<c>dud</c> and <c>muv</c> being all of theirs), or all.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(string[] arguments)
    {
        var (seeds, sets, targets) = (3, new List<AccuracySet>(), new List<string>());
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
            else if (ScreeningTarget.All.Where(target => target == arguments[i] || target.StartsWith($"{arguments[i]}_", StringComparison.Ordinal)).ToArray() is { Length: > 0 } found)
            {
                targets.AddRange(found);
            }
            else
            {
                Console.Error.WriteLine($"bench-accuracy: '{arguments[i]}' is none of: {string.Join(", ", AccuracySets.All.Select(set => set.Name))}, dud, muv, {string.Join(", ", ScreeningTarget.All)}, --seeds N");
                return 2;
            }
        }

        var all = sets.Count + targets.Count == 0;
        foreach (var set in all ? AccuracySets.All : sets)
        {
            var result = AccuracyResult.Measure(set, seeds, Console.Error);
            AccuracyPage.Save(result);
            Console.WriteLine($"{set.Name}: {set.Metric} {string.Join(", ", result.Values.Select(value => value.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture)))}");
        }

        foreach (var target in all ? ScreeningTarget.All : targets)
        {
            var result = ScreeningResult.Measure(target, seeds, Console.Error);
            AccuracyPage.Save(result);
            Console.WriteLine($"{target}: {string.Join(", ", ScreeningResult.Metrics.Select(metric => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{metric} {result.Model[metric]:0.000} (similarity {result.Similarity[metric]:0.000})")))}");
        }

        return 0;
    }
}
