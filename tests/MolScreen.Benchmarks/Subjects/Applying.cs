using MolScreen.Benchmarks.Measuring;
using MolScreen.Chemistry.Reactions;
using MolScreen.Retro.Templates;

namespace MolScreen.Benchmarks.Subjects;

/// <summary>Compiled retro templates on drugs, nearly all not matching: the inner work of a planner that has no policy.</summary>
public static class Applying
{
    private const int Templates = 2000;
    private const int Molecules = 10;

    /// <summary>One thread on both sides; MolScreen also checks stereo and, in the last row, runs each outcome forward again.</summary>
    public static Benchmark Create()
    {
        var path = Path.Combine(Testing.Repository.Root, "models", "bundles", "retro", "templates.tsv.gz");
        var library = TemplateLibrary.Compile([.. TemplateSet.Read(path).Templates.Take(Templates).Select(template => template.Smarts)]);
        var all = Enumerable.Range(0, Templates).ToArray();
        var drugs = File.ReadLines(Testing.Repository.TestData("library", "drugs.smi")).Take(Molecules).ToArray();
        var file = Path.Combine(Path.GetTempPath(), $"molscreen-bench-{Environment.ProcessId}.smi");
        File.WriteAllLines(file, drugs);
        return new Benchmark(
            "templates",
            $"{Templates:N0} retro templates, compiled beforehand, on {Molecules} drugs, one thread",
            "applications",
            Templates * Molecules,
            [
                Contender.Python("python3-rdkit, RunReactants", "rdkit_templates.py", path, $"{Templates}", file),
                Contender.Here("MolScreen, stereo checked", () => Apply(library, drugs, all, forward: false)),
                Contender.Here("MolScreen, stereo checked and run forward again", () => Apply(library, drugs, all, forward: true)),
            ]);
    }

    private static void Apply(TemplateLibrary library, string[] drugs, int[] templates, bool forward)
    {
        var outcomes = drugs.Sum(drug => library.Apply(drug.Split('\t')[0], templates, new ApplyOptions { VerifyForward = forward }).Count);
        if (outcomes == 0)
        {
            throw new InvalidOperationException("no template matched");
        }
    }
}
