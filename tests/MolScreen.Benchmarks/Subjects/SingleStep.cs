using MolScreen.Benchmarks.Measuring;
using MolScreen.Chemistry.Reactions;
using MolScreen.Retro.Policy;
using MolScreen.Retro.Templates;

namespace MolScreen.Benchmarks.Subjects;

/// <summary>Single-step calls as a planner makes them: to each drug the 50 templates that the shipped policy ranks first.</summary>
public static class SingleStep
{
    private const int Molecules = 100;

    /// <summary>The peer neither checks stereo nor runs outcomes forward again.</summary>
    public static Benchmark Create()
    {
        var bundle = Path.Combine(Testing.Repository.Root, "models", "bundles", "retro");
        var templates = Path.Combine(bundle, "templates.tsv.gz");
        var library = TemplateLibrary.Compile([.. TemplateSet.Read(templates).Templates.Select(template => template.Smarts)]);
        var network = PolicyNetwork.Read(Path.Combine(bundle, "policy.safetensors"));
        var drugs = File.ReadLines(Testing.Repository.TestData("library", "drugs.smi")).Select(line => line.Split('\t')[0]).Take(Molecules).ToArray();
        int[][] ranked = [.. ProductFingerprint.Of(drugs).Select(bits => network.Best(bits!, TemplatePolicy.MostTemplates, 1).Select(one => one.Template).ToArray())];
        var calls = Path.Combine(Path.GetTempPath(), $"molscreen-bench-{Environment.ProcessId}.calls");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(calls);
        File.WriteAllLines(calls, drugs.Zip(ranked, (drug, numbers) => $"{drug}\t{string.Join(' ', numbers)}"));
        return new Benchmark(
            "single-step",
            $"the {TemplatePolicy.MostTemplates} templates that the policy ranks first, compiled beforehand, applied to each of {Molecules} drugs",
            "calls",
            Molecules,
            [
                Contender.Python("python3-rdkit, RunReactants", "rdkit_single_step.py", templates, calls),
                Contender.Here("MolScreen, stereo checked, one thread", () => Apply(library, drugs, ranked, forward: false, 1)),
                Contender.Here("MolScreen, stereo checked and run forward again, one thread", () => Apply(library, drugs, ranked, forward: true, 1)),
                Contender.Here("MolScreen, stereo checked and run forward again, all cores", () => Apply(library, drugs, ranked, forward: true, 0)),
            ]);
    }

    /// <summary>On a thread of its own: the engine remembers parts of molecules for each thread, and a round must not live on the one before.</summary>
    private static void Apply(TemplateLibrary library, string[] drugs, int[][] ranked, bool forward, int threads)
    {
        var found = 0;
        var worker = new Thread(() => found = library.Apply(drugs, ranked, new ApplyOptions { VerifyForward = forward }, threads).Sum(outcomes => outcomes.Count));
        worker.Start();
        worker.Join();
        if (found == 0)
        {
            throw new InvalidOperationException("no template matched");
        }
    }
}
