namespace MolScreen.Chemistry.Reactions;

/// <summary>What became of one reaction. Mirrors the enum of native/reactions.h.</summary>
public enum ExtractionStatus : byte
{
    /// <summary>There is a template, and it regenerates the reaction both ways.</summary>
    Ok,

    /// <summary>Not <c>reactants&gt;reagents&gt;product</c>.</summary>
    Syntax,

    /// <summary>A molecule cannot be read or sanitized.</summary>
    Molecule,

    /// <summary>Not exactly one product molecule.</summary>
    Products,

    /// <summary>No reactant, or more than five, gives atoms to the product.</summary>
    Reactants,

    /// <summary>An atom of the product comes from no reactant.</summary>
    UnmappedProduct,

    /// <summary>An atom map number occurs twice on one side.</summary>
    DuplicateMap,

    /// <summary>A mapped atom changes its element.</summary>
    Unbalanced,

    /// <summary>Nothing changes.</summary>
    NoChange,

    /// <summary>A molecule has more than 500 atoms.</summary>
    TooLarge,

    /// <summary>The template applied to the product does not give the recorded reactants, or its forward form not the product.</summary>
    NotRegenerated,

    /// <summary>RDKit failed on it.</summary>
    Internal,
}

/// <summary>The outcome of extracting a template from one atom-mapped reaction.</summary>
/// <param name="Status">Ok, or why there is no template.</param>
/// <param name="Template">Strict retro template <c>product&gt;&gt;reactants</c> as SMARTS, canonical; "" without one.</param>
/// <param name="General">General retro template; "" without one, also where it does not regenerate the reaction both ways.</param>
/// <param name="Product">Canonical SMILES of the product; "" where reading did not get so far.</param>
/// <param name="Reactants">Canonical SMILES, sorted and joined by dots, of the reactants that give atoms to the product.</param>
public sealed record TemplateExtraction(ExtractionStatus Status, string Template, string General, string Product, string Reactants);
