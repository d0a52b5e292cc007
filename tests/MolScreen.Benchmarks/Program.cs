using MolScreen.Benchmarks.Accuracy;
using MolScreen.Benchmarks.Gpu;
using MolScreen.Benchmarks.Measuring;
using MolScreen.Benchmarks.Routes;
using MolScreen.Benchmarks.Subjects;

// scripts/bench-accuracy [SET…] [--seeds N]
if (args.FirstOrDefault() == "accuracy")
{
    return AccuracyCommand.Run(args[1..]);
}

// scripts/gpu-check [--device cuda|cpu]
if (args.FirstOrDefault() == "gpu")
{
    return GpuCommand.Run(args[1..]);
}

// scripts/bench-routes prepare FOLDER; scripts/bench-routes [--targets N] [--seeds N] [--model BUNDLE] [--own FOLDER]
if (args.FirstOrDefault() == "routes")
{
    return RoutesCommand.Run(args[1..]);
}

// scripts/bench [NAME…] [--rounds N]: no name runs all.
var benchmarks = new Dictionary<string, Func<Benchmark>>
{
    ["features"] = Featurizing.Create,
    ["morgan"] = Fingerprinting.Create,
    ["network"] = Network.Create,
    ["predict"] = Predicting.Create,
    ["templates"] = Applying.Create,
    ["single-step"] = SingleStep.Create,
    ["similarity"] = Searching.Create,
    ["stock"] = Stocks.Find,
    ["stock-load"] = Stocks.Load,
    ["training"] = Training.Create,
};

var rounds = 5;
var names = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--rounds" && i + 1 < args.Length && int.TryParse(args[i + 1], out rounds) && rounds > 0)
    {
        i++;
    }
    else if (benchmarks.ContainsKey(args[i]))
    {
        names.Add(args[i]);
    }
    else
    {
        Console.Error.WriteLine($"bench: '{args[i]}' is none of: {string.Join(", ", benchmarks.Keys)}, --rounds N");
        return 2;
    }
}

foreach (var name in names.Count > 0 ? names : [.. benchmarks.Keys])
{
    var result = benchmarks[name]().Measure(rounds, Console.Error);
    ResultFiles.Save(result);
    Console.WriteLine(ResultFiles.Table(result));
}

return 0;
