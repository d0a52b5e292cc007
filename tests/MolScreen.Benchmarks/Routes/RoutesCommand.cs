using System.Globalization;
using MolScreen.Retro;
using MolScreen.Retro.Bundles;
using MolScreen.Retro.Stock;
using MolScreen.Testing;

namespace MolScreen.Benchmarks.Routes;

/// <summary><c>scripts/bench-routes</c>: our search and the baselines on targets whose routes are known.</summary>
internal static class RoutesCommand
{
    /// <summary>Measures.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(string[] arguments)
    {
        if (Repository.Data is not { } data)
        {
            Console.Error.WriteLine("bench-routes: the data sets are not there: set MOLSCREEN_DATA to their folder");
            return 2;
        }

        if (arguments is ["prepare", var folder])
        {
            return PrepareCommand.Run(data, folder);
        }

        var (targets, seeds, model, own) = (100, 3, RetroBundle.Shipped, "");
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            var read = arguments[i] switch
            {
                "--targets" => int.TryParse(value, CultureInfo.InvariantCulture, out targets) && targets > 0,
                "--seeds" => int.TryParse(value, CultureInfo.InvariantCulture, out seeds) && seeds > 0,
                "--model" => (model = value).Length > 0,
                "--own" => File.Exists(Path.Combine(own = value, PrepareCommand.OwnFile)),
                _ => false,
            };
            if (!read)
            {
                Console.Error.WriteLine($"bench-routes: '{arguments[i]} {value}' is none of: prepare FOLDER, --targets N, --seeds N, --model BUNDLE, --own FOLDER (as prepare wrote it)");
                return 2;
            }
        }

        var known = ReferenceRoutes.Read(own.Length > 0 ? Path.Combine(own, PrepareCommand.OwnFile) : ReferenceRoutes.Path(data), targets);
        var (bundle, stock) = (RetroBundle.Resolve(model), Stock(data));
        var figures = RouteBenchmark.Measure(() => RoutePlanner.Open(bundle, stock), known, seeds, Console.Error);
        RoutesPage.Save(new RoutesResult(
            own.Length > 0 ? "own" : "reference", $"scripts/bench-routes --targets {targets} --seeds {seeds}{(own.Length > 0 ? " --own FOLDER" : "")} --model {Path.GetFileName(Path.TrimEndingDirectorySeparator(model))}", known.Count, Measuring.Machine.Describe(), figures));
        Console.WriteLine(RoutesPage.Table(figures));
        return 0;
    }

    /// <summary>Building blocks and the leaves of the reference routes; built once and kept beside the program.</summary>
    internal static string Stock(string data)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "bench-routes-stock.bin");
        if (!File.Exists(path))
        {
            Console.Error.WriteLine("bench-routes: building the stock");
            StockBuilder.Build([Path.Combine(data, "stock", "building_blocks.csv.gz"), Path.Combine(data, "stock", "reference_route_leaves.csv.gz")], path);
        }

        return path;
    }
}
