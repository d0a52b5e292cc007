using System.Collections.Concurrent;
using MolScreen.Chemistry.Reactions;
using MolScreen.Retro.Search;
using MolScreen.Retro.Templates;

namespace MolScreen.Retro.Policy;

/// <summary>
/// The learned single-step model: the policy ranks templates by the product's fingerprint, the best are applied, and
/// outcomes with the same reactants are one reaction with the sum of the probabilities. Answers are remembered by molecule.
/// Thread-safe.
/// </summary>
public sealed class TemplatePolicy : ISingleStepModel, IDisposable
{
    /// <summary>Templates tried for a molecule.</summary>
    public const int MostTemplates = 50;

    /// <summary>No more templates than it takes to reach this probability.</summary>
    public const double Cumulative = 0.995;

    /// <summary>Molecules whose answers are remembered; at one more all are forgotten. An answer takes some 10 kB.</summary>
    public const int Remembered = 10_000;

    private readonly ConcurrentDictionary<string, IReadOnlyList<RetroReaction>> _answers = new(StringComparer.Ordinal);
    private readonly PolicyNetwork _network;
    private readonly TemplateSet _templates;
    private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private readonly TemplateLibrary _library;

    /// <summary>Joins a policy to the templates it was trained on; compiles them.</summary>
    /// <exception cref="RetroException">They do not belong together, or a template cannot be used.</exception>
    public TemplatePolicy(PolicyNetwork network, TemplateSet templates)
    {
        if (network.Templates != templates.Templates.Count || network.Bits != ProductFingerprint.Bits)
        {
            throw new RetroException(
                $"The policy has {network.Templates} outputs over {network.Bits} bits, the template set {templates.Templates.Count} templates and {ProductFingerprint.Bits} bits.");
        }

        _network = network;
        _templates = templates;
        _library = TemplateLibrary.Compile([.. templates.Templates.Select(template => template.Smarts)]);
        for (var i = 0; i < _library.Count; i++)
        {
            _positions.TryAdd(templates.Templates[i].Id, i);
            if (_library.Errors[i].Length > 0)
            {
                _library.Dispose();
                throw new RetroException($"Template {i + 1} ({templates.Templates[i].Smarts}) cannot be used: {_library.Errors[i]}.");
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<RetroReaction> Expand(string smiles, CancellationToken cancel)
    {
        if (_answers.TryGetValue(smiles, out var known))
        {
            return known;
        }

        var answer = Compute(smiles, cancel);
        if (_answers.Count >= Remembered)
        {
            _answers.Clear();
        }

        return _answers.GetOrAdd(smiles, answer);
    }

    /// <inheritdoc/>
    public bool Confirms(string product, RetroReaction reaction) => _library.Regenerates(_positions[reaction.Template], reaction.Reactants, product);

    /// <inheritdoc/>
    public void Dispose() => _library.Dispose();

    private IReadOnlyList<RetroReaction> Compute(string smiles, CancellationToken cancel)
    {
        if (ProductFingerprint.Of([smiles], 1, cancel)[0] is not { } fingerprint)
        {
            return [];
        }

        var ranked = _network.Best(fingerprint, MostTemplates, Cumulative);
        var outcomes = _library.Apply(smiles, [.. ranked.Select(one => one.Template)], new ApplyOptions { VerifyForward = false }, cancel);
        var probabilities = ranked.ToDictionary(one => one.Template, one => one.Probability);
        return [.. outcomes
            .GroupBy(outcome => string.Join('.', outcome.Reactants), StringComparer.Ordinal)
            .Select(same => new RetroReaction(
                _templates.Templates[same.First().Template].Id,
                Math.Min(1, same.Sum(outcome => probabilities[outcome.Template])),
                same.First().Reactants))
            .OrderByDescending(reaction => reaction.Probability)];
    }
}
