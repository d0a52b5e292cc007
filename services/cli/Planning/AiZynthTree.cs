using System.Text.Json;
using MolScreen.Cli.Output;
using MolScreen.Retro;

namespace MolScreen.Cli.Planning;

/// <summary>Routes in the form of AiZynthFinder's trees, which its viewers and route tools read.</summary>
internal static class AiZynthTree
{
    /// <summary>One object a target, on one line: <c>target</c>, <c>is_solved</c> and <c>trees</c>, the cheapest route first.</summary>
    public static string Line(PlanResult plan) => JsonText.Line(writer =>
    {
        writer.WriteString("target", plan.Target);
        writer.WriteBoolean("is_solved", plan.Solved);
        writer.WriteStartArray("trees");
        foreach (var route in plan.Routes)
        {
            writer.WriteStartObject();
            WriteMolecule(writer, route.Tree);
            writer.WriteStartObject("scores");
            writer.WriteNumber("cost", route.Cost);
            writer.WriteNumber("number of reactions", route.Steps);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private static void WriteMolecule(Utf8JsonWriter writer, PlannedMolecule molecule)
    {
        writer.WriteString("type", "mol");
        writer.WriteBoolean("hide", false);
        writer.WriteString("smiles", molecule.Smiles);
        writer.WriteBoolean("is_chemical", true);
        writer.WriteBoolean("in_stock", molecule.InStock);
        if (molecule.Reaction is not { } reaction)
        {
            return;
        }

        writer.WriteStartArray("children");
        writer.WriteStartObject();
        writer.WriteString("type", "reaction");
        writer.WriteBoolean("hide", false);
        writer.WriteString("smiles", $"{molecule.Smiles}>>{string.Join('.', reaction.Reactants.Select(one => one.Smiles))}");
        writer.WriteBoolean("is_reaction", true);
        writer.WriteStartObject("metadata");
        writer.WriteString("template_hash", reaction.Template);
        writer.WriteNumber("policy_probability", reaction.Probability);
        writer.WriteEndObject();
        writer.WriteStartArray("children");
        foreach (var reactant in reaction.Reactants)
        {
            writer.WriteStartObject();
            WriteMolecule(writer, reactant);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
