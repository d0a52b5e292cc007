using System.CommandLine;
using System.Text.Json;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Output;
using MolScreen.Cli.Planning;
using MolScreen.Retro;
using MolScreen.Retro.Bundles;
using MolScreen.Retro.Routes;

namespace MolScreen.Cli.Commands;

/// <summary><c>molscreen plan</c>: synthesis routes down to purchasable molecules.</summary>
public static class PlanCommand
{
    public static Command Create()
    {
        var defaults = new PlanBudget();
        var target = new Argument<string?>("target") { Description = "A SMILES, or a file of molecules: SMILES, CSV, SD or MOL.", Arity = ArgumentArity.ZeroOrOne };
        var model = new Option<string>("--model") { Description = "Name or folder of the retro bundle.", DefaultValueFactory = _ => RetroBundle.Shipped };
        var stock = new Option<string?>("--stock") { Description = "Stock of purchasable molecules (molscreen stock build); the bundle's own without it." };
        var calls = Number.Option("--calls", "Single-step model calls a search may spend.", defaults.Calls, 1, 1_000_000);
        var time = Number.Option("--time", "Seconds a search may take.", defaults.Seconds, 0.01, 86_400);
        var routes = Number.Option("--routes", "Routes wanted for each target.", defaults.Routes, 1, 50);
        var search = new SearchOptions();
        var depth = Number.Option("--depth", "Longest route, in reactions.", defaults.MaxDepth, 1, 30);
        var json = new Option<string?>("--json")
        {
            Description = "One JSON object a target, to a file or, without one, to standard output.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var form = new Option<string>("--form") { Description = "Form of the JSON: molscreen, or aizynthfinder for its route trees.", DefaultValueFactory = _ => "molscreen" };
        form.AcceptOnlyFromAmong("molscreen", "aizynthfinder");
        var svg = new Option<string?>("--svg") { Description = "SVG file to draw the routes into; of several targets, those of the first." };
        var command = new ExampledCommand(
            "plan",
            "Plan synthesis routes for a molecule, or for each molecule of a file.",
            "molscreen plan 'CC(=O)Nc1ccc(O)cc1'",
            "molscreen plan 'C[C:1](=O)[NH:2]c1ccc(O)cc1' --break-bond 1-2 --ban-molecule 'CC(=O)Cl'",
            "molscreen plan 'CC(=O)Nc1ccc(O)cc1' --routes 5 --diverse --svg routes.svg",
            "molscreen plan hits.smi --calls 500 --time 60 --routes 5 --json routes.json")
        {
            target, model, stock, calls, time, routes, depth, json, form, svg,
        };
        search.AddTo(command);
        command.SetAction((parsed, cancel) => Task.Run(
            () =>
            {
                var asJson = parsed.GetResult(json) is not null;
                var (molecules, path) = (parsed.GetValue(target), parsed.GetValue(json));
                if (molecules is null && path is not null)
                {
                    // `plan --json SMILES`: the option has taken the target.
                    (molecules, path) = (path, null);
                }

                var budget = new PlanBudget
                {
                    Calls = parsed.GetValue(calls),
                    Seconds = parsed.GetValue(time),
                    MaxDepth = parsed.GetValue(depth),
                    Routes = parsed.GetValue(routes),
                    Alternatives = search.Alternatives(parsed),
                    Seed = search.Seed(parsed),
                };
                var options = search.Read(parsed);
                var targets = Targets(molecules ?? throw new InputException("plan needs a SMILES or a file of molecules"));
                using var planner = RoutePlanner.Open(parsed.GetRequiredValue(model), parsed.GetValue(stock));
                using var file = OutputFile.Open(path, parsed.InvocationConfiguration.Output);
                using var drawing = parsed.GetValue(svg) is { } name ? OutputFile.Open(name, parsed.InvocationConfiguration.Output) : null;
                using var catalogue = search.OpenCatalogue(parsed);
                using var progress = new Progress(parsed.InvocationConfiguration.Error, "targets");
                void Write(string name, PlanResult plan)
                {
                    if (!asJson)
                    {
                        RouteText.Write(file.Writer, name, plan);
                        return;
                    }

                    file.Writer.WriteLine(parsed.GetValue(form) == "aizynthfinder" ? AiZynthTree.Line(plan) : JsonSerializer.Serialize(plan, JsonText.Options));
                }

                var code = Run(planner, targets, budget, options with { Catalogue = catalogue }, Write, drawing?.Writer, progress, cancel);
                file.Commit();
                drawing?.Commit();
                return code;
            },
            cancel));
        return command;
    }

    private static int Run(
        RoutePlanner planner,
        IEnumerable<MoleculeRecord> targets,
        PlanBudget budget,
        PlanOptions options,
        Action<string, PlanResult> write,
        TextWriter? drawing,
        Progress progress,
        CancellationToken cancel)
    {
        var (done, invalid) = (0, 0);
        foreach (var molecule in targets)
        {
            var plan = planner.Plan(molecule.Error is null ? molecule.Text : "", budget, options, cancel);
            cancel.ThrowIfCancellationRequested();
            write(molecule.Id, plan);
            if (done == 0)
            {
                drawing?.Write(RouteDrawing.Draw(plan));
            }

            invalid += plan.Cause == PlanCause.InvalidTarget ? 1 : 0;
            progress.Report(++done);
        }

        return done == 1 && invalid == 1 ? ExitCode.BadInput : ExitCode.Ok;
    }

    private static IEnumerable<MoleculeRecord> Targets(string molecules) => molecules == "-" || File.Exists(molecules)
        ? MoleculeFile.Read(molecules)
        : [new MoleculeRecord(1, "", molecules, null, null)];
}
