using System.CommandLine;
using System.Globalization;
using MolScreen.Chemistry;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Retro.Bundles;
using MolScreen.Retro.Stock;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen stock</c>: the molecules that can be bought.</summary>
public static class StockCommand
{
    public static Command Create() => new("stock", "Build and ask stocks of purchasable molecules.") { Build(), Check() };

    private static ExampledCommand Build()
    {
        var files = new Argument<string[]>("files") { Description = "Molecule files; duplicates across them count once.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--out", "-o") { Description = "Stock file to write.", Required = true };
        var columns = new ColumnOptions();
        var price = new Option<string?>("--price-column") { Description = "Column, or property of an SD file, with prices; by default the first whose name begins with price." };
        var lead = new Option<string?>("--lead-column") { Description = "Column, or property, with lead times in days; by default the first whose name begins with lead." };
        var threads = ModelOptions.Threads();
        var command = new ExampledCommand(
            "build", "Make a stock from molecule files; reports duplicates and rejected rows.", "molscreen stock build vendor.csv.gz inhouse.smi --out stock.bin")
        {
            files, output, columns.Smiles, columns.Id, price, lead, threads,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var path = parsed.GetRequiredValue(output);
                OutputFile.RequireWritable(path);
                using var progress = new Progress(parsed.InvocationConfiguration.Error, "rows");
                var input = new StockInputOptions { Columns = columns.Of(parsed), PriceColumn = parsed.GetValue(price), LeadColumn = parsed.GetValue(lead) };
                var report = StockBuilder.Build(
                    parsed.GetRequiredValue(files), path, input, parsed.GetValue(threads), new ProgressRelay<long>(rows => progress.Report(rows)), cancel);
                progress.Dispose();
                var writer = parsed.InvocationConfiguration.Output;
                writer.WriteLine($"{path}: {report.Molecules} molecules from {report.Rows} rows, {report.Duplicates} duplicates, {report.Rejected.Count} rejected; {report.Priced} have a price");
                foreach (var reason in report.Rejected.GroupBy(row => row.Reason).OrderBy(group => group.Key, StringComparer.Ordinal))
                {
                    var first = reason.First();
                    writer.WriteLine($"  {reason.Key}: {reason.Count()} (first: {first.File} row {first.Row})");
                }

                return ExitCode.Ok;
            },
            cancel));
        return command;
    }

    private static ExampledCommand Check()
    {
        var molecules = new Argument<string[]>("smiles") { Description = "Molecules to look up.", Arity = ArgumentArity.OneOrMore };
        var stock = new Option<string?>("--stock") { Description = "Stock file, or molecules as SMILES or CSV; the retro bundle's stock without it." };
        var command = new ExampledCommand("check", "Say which molecules are in stock.", "molscreen stock check 'CC(=O)OC(C)=O' --stock stock.bin") { molecules, stock };
        command.SetAction(parsed =>
        {
            var opened = StockBuilder.Open(parsed.GetValue(stock) ?? Path.Combine(RetroBundle.Resolve(), "stock.bin"));
            using var closing = opened as IDisposable;
            var texts = parsed.GetRequiredValue(molecules);
            var batch = MoleculeProcessor.Process(texts, MoleculeParts.Smiles, new ProcessingOptions { RewriteBonds = false });
            var (accepted, missing) = (0, 0);
            for (var i = 0; i < texts.Length; i++)
            {
                if (batch.Status[i] != MoleculeStatus.Ok)
                {
                    throw new InputException($"{texts[i]}: {batch.Messages[i]}");
                }

                var offer = opened.Find(batch.Smiles![accepted++]);
                missing += offer is null ? 1 : 0;
                parsed.InvocationConfiguration.Output.WriteLine($"{texts[i]}: {(offer is { } found ? $"in stock{Terms(found)}" : "not in stock")}");
            }

            return missing == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static string Terms(StockOffer offer) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(offer.Price is { } price ? $", price {price:G4}" : "")}{(offer.LeadDays is { } days ? $", {days} {(days == 1 ? "day" : "days")}" : "")}");
}
