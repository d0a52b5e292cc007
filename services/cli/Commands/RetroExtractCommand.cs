using System.CommandLine;
using System.Globalization;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Retro.Training;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen retro extract</c>: a template library from a file of reactions.</summary>
internal static class RetroExtractCommand
{
    public static ExampledCommand Create()
    {
        var defaults = new ExtractionOptions();
        var files = new Argument<string[]>("reactions")
        {
            Description = "CSV files, also gzipped, with a column `reaction` of atom-mapped reactions, or `product` and `reactants` without atom maps; `id` and `class` where known.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--out", "-o") { Description = "Folder for templates, reactions, rejected rows and starting materials.", Required = true };
        var precedents = Number.Option("--min-precedents", "Strict templates with fewer training reactions are left out.", defaults.MinPrecedents, 1, 1000);
        var general = Number.Option("--min-general-precedents", "General templates with fewer training reactions are left out.", defaults.MinGeneralPrecedents, 1, 1000);
        var leaveOut = new Option<string[]>("--leave-out") { Description = "Files of reactions or molecules whose products nothing is learned from; may be given several times.", DefaultValueFactory = _ => [] };
        var benchmark = new Option<string?>("--benchmark") { Description = "File of reactions to report coverage on; its products are left out." };
        var validation = Number.Option("--validation", "Percent of the products held out to end the training.", defaults.ValidationPercent, 0, 50);
        var test = Number.Option("--test", "Percent of the products held out to report on.", defaults.TestPercent, 0, 50);
        var threads = ModelOptions.Threads();
        var command = new ExampledCommand(
            "extract",
            "Extract retro templates from reactions, and say why a row gave none.",
            "molscreen retro extract uspto_mapped.csv.gz --out extraction --min-precedents 3",
            "molscreen retro extract mine.csv --out extraction --leave-out targets.smi --benchmark uspto50k_val_mapped.csv.gz")
        {
            files, output, precedents, general, leaveOut, benchmark, validation, test, threads,
        };
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var options = new ExtractionOptions
                {
                    MinPrecedents = parsed.GetValue(precedents),
                    MinGeneralPrecedents = parsed.GetValue(general),
                    LeaveOut = parsed.GetRequiredValue(leaveOut),
                    Benchmark = parsed.GetValue(benchmark),
                    ValidationPercent = parsed.GetValue(validation),
                    TestPercent = parsed.GetValue(test),
                    Threads = parsed.GetValue(threads),
                };
                var folder = parsed.GetRequiredValue(output);
                using var progress = new Progress(parsed.InvocationConfiguration.Error, "reactions");
                var report = ReactionExtraction.Run(parsed.GetRequiredValue(files), folder, options, RetroCommand.Relay(progress), cancel);
                progress.Dispose();
                Write(parsed.InvocationConfiguration.Output, folder, options, report);
                return ExitCode.Ok;
            },
            cancel));
        return command;
    }

    private static void Write(TextWriter writer, string folder, ExtractionOptions options, ExtractionReport report)
    {
        writer.WriteLine(
            $"{folder}: {report.Strict} strict templates with {options.MinPrecedents} precedents or more, {report.General} general ones with {options.MinGeneralPrecedents}; "
            + $"{report.RareTemplates} rarer ones left out; {report.StartingMaterials} starting materials");
        writer.WriteLine($"{report.Reactions} rows, {report.Distinct} different reactions with a template; rows by outcome, the others by name in {ReactionExtraction.RejectedFile}:");
        foreach (var (reason, count) in report.Reasons)
        {
            writer.WriteLine($"  {reason}: {count}");
        }

        foreach (var coverage in report.Coverage.Where(coverage => coverage.Reactions > 0))
        {
            string Percent(int covered) => (covered / (double)coverage.Reactions).ToString("P1", CultureInfo.InvariantCulture);
            writer.WriteLine(
                $"{coverage.Of}: of {coverage.Reactions} reactions {Percent(coverage.Either)} have a template that makes their reactants "
                + $"(strict {Percent(coverage.Strict)}, general {Percent(coverage.General)})");
        }
    }
}
