namespace MolScreen.Benchmarks.Measuring;

/// <summary>The same work done in several ways in one run, so that only their ratio matters, not the machine.</summary>
/// <param name="Name">On the command line and as the result's file name.</param>
/// <param name="Work">One sentence: what is done to what.</param>
/// <param name="Unit">What is counted, for example <c>molecules</c>.</param>
/// <param name="Amount">How many units one run does.</param>
/// <param name="Contenders">The first is the baseline of the ratios.</param>
public sealed record Benchmark(string Name, string Work, string Unit, int Amount, IReadOnlyList<Contender> Contenders)
{
    /// <summary>One warm-up of each contender, then <paramref name="rounds"/> rounds in which all take turns.</summary>
    public BenchmarkResult Measure(int rounds, TextWriter progress)
    {
        foreach (var contender in Contenders)
        {
            contender.Run();
        }

        var rates = Contenders.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < Contenders.Count; i++)
            {
                rates[i][round] = Amount / Contenders[i].Run();
            }

            progress.WriteLine($"{Name}: round {round + 1} of {rounds}");
        }

        var baseline = Median(rates[0]);
        return new BenchmarkResult(Name, Work, Unit, Amount, rounds, Machine.Describe(),
            [.. Contenders.Select((contender, i) => new ContenderResult(
                contender.Name, Median(rates[i]), rates[i].Min(), rates[i].Max(), Median(rates[i]) / baseline))]);
    }

    private static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>What a run measured; rates are units per second.</summary>
public sealed record BenchmarkResult(
    string Name, string Work, string Unit, int Amount, int Rounds, string Machine, IReadOnlyList<ContenderResult> Contenders);

/// <summary>Rates of one contender over the rounds; the ratio is of medians, to the baseline.</summary>
public sealed record ContenderResult(string Name, double Median, double Minimum, double Maximum, double Ratio);
