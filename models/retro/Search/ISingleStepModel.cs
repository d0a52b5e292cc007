namespace MolScreen.Retro.Search;

/// <summary>Proposes the last step of a synthesis: reactions that may make a molecule. Implementations are thread-safe and deterministic.</summary>
public interface ISingleStepModel
{
    /// <summary>Reactions that make the molecule, most probable first; empty when none applies.</summary>
    /// <param name="smiles">Canonical SMILES of the product.</param>
    /// <param name="cancel">Ends a long call early with <see cref="OperationCanceledException"/>.</param>
    IReadOnlyList<RetroReaction> Expand(string smiles, CancellationToken cancel);

    /// <summary>The same for several molecules at once; one list for each, in order.</summary>
    /// <param name="smiles">Canonical SMILES, each once.</param>
    /// <param name="cancel">Ends a long call early with <see cref="OperationCanceledException"/>.</param>
    IReadOnlyList<IReadOnlyList<RetroReaction>> Expand(IReadOnlyList<string> smiles, CancellationToken cancel) =>
        [.. smiles.Select(one => Expand(one, cancel))];

    /// <summary>
    /// Whether a proposed reaction, run forward, gives its product again. A search asks before a route or a tree is built on the
    /// reaction: most proposals are never built on, and the answer costs as much as the proposal.
    /// </summary>
    /// <param name="product">As given to <see cref="Expand(string, CancellationToken)"/>.</param>
    /// <param name="reaction">One of its answers.</param>
    bool Confirms(string product, RetroReaction reaction) => true;
}

/// <summary>One proposed reaction, seen from its product.</summary>
/// <param name="Template">Id of the retro template.</param>
/// <param name="Probability">The model's probability, 0 to 1.</param>
/// <param name="Reactants">Canonical SMILES, sorted by ordinal; a reactant used twice occurs twice.</param>
public sealed record RetroReaction(string Template, double Probability, IReadOnlyList<string> Reactants)
{
    /// <summary>Probabilities below this cost as much as this.</summary>
    public const double LeastProbability = 1e-3;

    /// <summary>−ln clip(probability, 0.001, 1).</summary>
    public double Cost => -Math.Log(Math.Clamp(Probability, LeastProbability, 1));
}
