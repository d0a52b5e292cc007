using System.Text.Json;

namespace MolScreen.Gateway.Pipelines;

/// <summary>A batch as a pipeline publishes it: plain JSON on the exchange <c>molscreen.molecules</c>. contracts/README.md describes it.</summary>
/// <param name="Schema">Version of this form: 1.</param>
/// <param name="Batch">The publisher's name for the batch; the same name again is the same job.</param>
/// <param name="Models">Names of models that score the batch, each over its whole range; instead of <paramref name="Job"/>.</param>
/// <param name="Job">A job file's content as JSON; instead of <paramref name="Models"/>.</param>
public sealed record MoleculeBatch(
    int Schema,
    string? Batch,
    IReadOnlyList<string?>? Models,
    JsonElement? Job,
    IReadOnlyList<BatchMolecule?>? Molecules);

/// <summary>One molecule of a batch.</summary>
/// <param name="Id">The publisher's identifier; may be missing.</param>
/// <param name="Smiles">SMILES or MOL block, unchecked: what cannot be read becomes a rejected row.</param>
public sealed record BatchMolecule(string? Id, string? Smiles);
