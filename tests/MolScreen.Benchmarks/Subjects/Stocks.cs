using MolScreen.Benchmarks.Measuring;
using MolScreen.Benchmarks.Routes;
using MolScreen.Chemistry;
using MolScreen.Retro.Stock;

namespace MolScreen.Benchmarks.Subjects;

/// <summary>The stock of the route benchmark, building blocks and leaves, against a Python set of the same molecules.</summary>
internal static class Stocks
{
    private const int Lookups = 2_000_000;
    private const int SliceSize = 20_000;

    /// <summary>Lookups of molecules of which every other one is in stock, in an order that jumps about. One thread.</summary>
    /// <exception cref="InvalidOperationException">The data sets are not there.</exception>
    public static Benchmark Find()
    {
        var (file, molecules) = Molecules();
        // A stock has no molecule with an astatine; the rest of the text is as long as that of real ones.
        string[] queries = [.. Enumerable.Range(0, Lookups).Select(i => (Molecule: molecules[(int)(i * 7919L % molecules.Length)], Known: i % 2 == 0)).Select(one => one.Known ? one.Molecule : $"{one.Molecule}[At]")];
        var asked = Temporary("queries", queries);
        var stock = StockFile.Open(file);
        return new Benchmark(
            "stock",
            $"{Lookups:N0} lookups in a stock of {stock.Count:N0} molecules, every other one in it",
            "lookups",
            Lookups,
            [
                Contender.Python("python3, a set of SMILES", "python_stock.py", "find", Temporary("stock", molecules), asked),
                Contender.Here("MolScreen, one thread", () => Look(stock, queries)),
            ]);
    }

    /// <summary>From a file to the first answer.</summary>
    /// <exception cref="InvalidOperationException">The data sets are not there.</exception>
    public static Benchmark Load()
    {
        var (file, molecules) = Molecules();
        return new Benchmark(
            "stock-load",
            $"opening a stock of {molecules.Length:N0} molecules up to the first answer",
            "stocks",
            1,
            [
                Contender.Python("python3, a set of SMILES", "python_stock.py", "load", Temporary("stock", molecules)),
                Contender.Here("MolScreen", () =>
                {
                    using var stock = StockFile.Open(file);
                    stock.Contains("CCO");
                }),
            ]);
    }

    private static void Look(StockFile stock, string[] queries)
    {
        var found = queries.Count(stock.Contains);
        if (found < Lookups / 2)
        {
            throw new InvalidOperationException($"{found} of {Lookups / 2} were found");
        }
    }

    /// <summary>The stock file and its molecules as canonical SMILES.</summary>
    private static (string File, string[] Molecules) Molecules()
    {
        var data = Testing.Repository.Data ?? throw new InvalidOperationException("The stock is made of the data sets: set MOLSCREEN_DATA to their folder.");
        var file = RoutesCommand.Stock(data);
        using var lines = new StreamReader(new System.IO.Compression.GZipStream(
            File.OpenRead(Path.Combine(data, "stock", "building_blocks.csv.gz")), System.IO.Compression.CompressionMode.Decompress));
        var written = lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0]);
        using var stock = StockFile.Open(file);
        return (file, [.. written.Chunk(SliceSize)
            .SelectMany(slice => MoleculeProcessor.Process(slice, MoleculeParts.Smiles, new ProcessingOptions { RewriteBonds = false }).Smiles!)
            .Where(stock.Contains).Distinct(StringComparer.Ordinal)]);
    }

    private static string Temporary(string name, string[] lines)
    {
        var path = Path.Combine(Path.GetTempPath(), $"molscreen-bench-{Environment.ProcessId}.{name}");
        File.WriteAllLines(path, lines);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(path);
        return path;
    }
}
