namespace MolScreen.Featurizer.Tests;

/// <summary>Models that take what their names say: <c>counts-RADIUS-SIZE</c>, or the descriptor of the name; anything else takes graphs alone.</summary>
internal sealed class Demand : IFeatureDemand
{
    public FeatureDemand Of(IReadOnlyList<string> models) => new(
        [.. models.Select(model => model.Split('-')).Where(words => words.Length == 3).Select(words => new CountFingerprint(int.Parse(words[1]), int.Parse(words[2])))],
        [.. models.Where(model => char.IsUpper(model[0]))]);
}
