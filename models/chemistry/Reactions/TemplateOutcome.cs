namespace MolScreen.Chemistry.Reactions;

/// <summary>One way a template takes a product apart.</summary>
/// <param name="Template">Position in the library.</param>
/// <param name="Reactants">Canonical SMILES, sorted by ordinal.</param>
public sealed record TemplateOutcome(int Template, IReadOnlyList<string> Reactants);

/// <summary>Limits of one application.</summary>
public sealed record ApplyOptions
{
    /// <summary>Matches looked at for each template, at least 1. Default 200.</summary>
    public int MaxMatches { get; init; } = 200;

    /// <summary>Outcomes kept for each template, at least 1. Default 20.</summary>
    public int MaxOutcomes { get; init; } = 20;

    /// <summary>Keep only outcomes that the template's forward form turns into the product again, stereo included. Default true.</summary>
    public bool VerifyForward { get; init; } = true;
}

/// <summary>What a library says of one recorded reaction.</summary>
/// <param name="Product">Canonical SMILES; "" where the product or the reactants cannot be read.</param>
/// <param name="Reactants">Canonical SMILES, sorted and joined by dots; "" likewise.</param>
/// <param name="Mapped">The reaction with atom map numbers as the first of the templates gives them; "" without a template.</param>
/// <param name="Templates">Positions in the library, ascending.</param>
public sealed record ReactionLabels(string Product, string Reactants, string Mapped, IReadOnlyList<int> Templates);
