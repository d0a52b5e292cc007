using System.Text;
using MolScreen.Chemistry;

namespace MolScreen.Cli.Standardizing;

/// <summary>Standardization reports in words, as files and terminals show them.</summary>
internal static class StandardizationText
{
    private static readonly StandardizationSteps[] Order =
    [
        StandardizationSteps.Metals, StandardizationSteps.Groups, StandardizationSteps.Fragment, StandardizationSteps.Charges, StandardizationSteps.Tautomer,
    ];

    /// <summary>
    /// What happened, in the order of the steps: <c>fragment</c> changed the molecule, <c>charges:refused</c> would have made
    /// something that is no molecule, <c>tautomer:time-limit</c> gave up.
    /// </summary>
    public static IEnumerable<string> Events(StandardizationReport report)
    {
        foreach (var step in Order)
        {
            if (report.Changed.HasFlag(step))
            {
                yield return Code(step);
            }

            if (report.Refused.HasFlag(step))
            {
                yield return Code(step) + ":refused";
            }
        }

        foreach (var note in Notes(report.Notes))
        {
            yield return note;
        }
    }

    /// <summary>Removed fragments by name, those without one as SMILES, equal ones together: <c>2x hydrochloride; water</c>.</summary>
    public static string Removed(StandardizationReport report) =>
        string.Join("; ", Counted(report).Select(each => (each.Copies > 1 ? $"{each.Copies}x " : "") + Label(each.Fragment)));

    /// <summary>Removed fragments and how many of each, in the order in which they were written.</summary>
    public static IEnumerable<(RemovedFragment Fragment, int Copies)> Counted(StandardizationReport report) =>
        report.Removed.GroupBy(fragment => fragment).Select(same => (same.Key, same.Count()));

    /// <summary>A report for people, one line a step.</summary>
    public static void Write(TextWriter output, string given, string standard, string? inchiKey, StandardizationReport report, bool tautomer)
    {
        Line(output, "given", given);
        foreach (var step in Order)
        {
            if (step != StandardizationSteps.Tautomer || tautomer)
            {
                Line(output, "  " + Code(step), Sentence(step, report));
            }
        }

        if (report.Notes.HasFlag(StandardizationNotes.NotSettled))
        {
            Line(output, "  note", "the steps still changed the molecule after eight rounds");
        }

        Line(output, "standard", standard);
        if (inchiKey is not null)
        {
            Line(output, "inchikey", inchiKey.Length > 0 ? inchiKey : "none: InChI cannot describe this molecule");
        }

        Line(output, "recipe", StandardizationRecipe.Version);
    }

    private static void Line(TextWriter output, string name, string text) => output.Write($"{name,-12}{text}\n");

    private static string Code(StandardizationSteps step) => step.ToString().ToLowerInvariant();

    private static IEnumerable<string> Notes(StandardizationNotes notes)
    {
        if (notes.HasFlag(StandardizationNotes.TautomerTimeLimit))
        {
            yield return "tautomer:time-limit";
        }

        if (notes.HasFlag(StandardizationNotes.TautomerCountLimit))
        {
            yield return "tautomer:count-limit";
        }

        if (notes.HasFlag(StandardizationNotes.TautomerStereo))
        {
            yield return "tautomer:stereo";
        }

        if (notes.HasFlag(StandardizationNotes.NotSettled))
        {
            yield return "not-settled";
        }
    }

    private static string Label(RemovedFragment fragment) => fragment.Name.Length > 0 ? fragment.Name : fragment.Smiles;

    private static string Sentence(StandardizationSteps step, StandardizationReport report)
    {
        var text = new StringBuilder(report.Changed.HasFlag(step) ? Done(step, report) : "unchanged");
        if (report.Refused.HasFlag(step))
        {
            text.Append(", as its result would be no molecule");
        }

        if (step == StandardizationSteps.Tautomer && Kept(report.Notes) is { } reason)
        {
            text.Append(", ").Append(reason);
        }

        return text.ToString();
    }

    private static string Done(StandardizationSteps step, StandardizationReport report) => step switch
    {
        StandardizationSteps.Metals => "bonds to metal cut",
        StandardizationSteps.Groups => "functional groups normalized",
        StandardizationSteps.Fragment => "removed " + string.Join(", ", Counted(report).Select(Describe)),
        StandardizationSteps.Charges => "neutralized",
        _ => "canonical tautomer taken",
    };

    private static string Describe((RemovedFragment Fragment, int Copies) each) =>
        (each.Copies > 1 ? $"{each.Copies}x " : "")
        + (each.Fragment.Name.Length > 0 ? $"{each.Fragment.Name} ({each.Fragment.Smiles})" : each.Fragment.Smiles);

    private static string? Kept(StandardizationNotes notes) =>
        notes.HasFlag(StandardizationNotes.TautomerTimeLimit) ? "the time limit was reached"
        : notes.HasFlag(StandardizationNotes.TautomerCountLimit) ? "there are too many tautomers"
        : notes.HasFlag(StandardizationNotes.TautomerStereo) ? "the canonical one would lose stereo"
        : null;
}
