using MolScreen.Contracts.Featurizing;

namespace MolScreen.Contracts.Scoring;

/// <summary>
/// Event: a chunk is scored. It carries all that the store records of the chunk, rejects included, so that one
/// transaction records it whole.
/// </summary>
/// <param name="Indices">Library positions of the scored molecules, ascending.</param>
/// <param name="Smiles">Canonical SMILES of the standardized molecules.</param>
/// <param name="Properties">Little-endian float32, scored × <see cref="MolecularProperties.Names"/>, row-major.</param>
/// <param name="Columns">What each score column is, and which model version gave it; the columns of a model stand together.</param>
/// <param name="Scores">Little-endian float32, scored × columns, row-major, in each column's unit; NaN where a model could not predict.</param>
/// <param name="Rejected">The molecules of the chunk that have a reason instead of scores.</param>
/// <param name="Certainty">How sure the models are; null where none of them says.</param>
public sealed record MoleculesScored(
    int Schema,
    Guid JobId,
    int Chunk,
    int[] Indices,
    IReadOnlyList<string> Smiles,
    byte[] Properties,
    IReadOnlyList<ScoreColumn> Columns,
    byte[] Scores,
    IReadOnlyList<RejectedMolecule> Rejected,
    PackedCertainty? Certainty = null);

/// <summary>One predicted quantity.</summary>
/// <param name="Model">Name of the model bundle.</param>
/// <param name="Version">The bundle's version, as in its manifest.</param>
/// <param name="Task">The bundle's task.</param>
/// <param name="Unit">Unit of the values, for example <c>log mol/L</c> or <c>probability</c>.</param>
/// <param name="HasInterval">Whether its values have an interval.</param>
/// <param name="HasPercentile">Whether they have a percentile among reference molecules.</param>
/// <param name="HasDomain">Whether the model knows how far a molecule is from those it learned; the same for all its columns.</param>
public sealed record ScoreColumn(
    string Model, string Version, string Task, string Unit, bool HasInterval = false, bool HasPercentile = false, bool HasDomain = false);
