using System.IO.Compression;
using System.Text.Json;
using MolScreen.Chemistry.Reactions;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests.Reactions;

/// <summary>Real reactions of tests/data/reactions, and RDKit's own RunReactants as the oracle of our application.</summary>
public sealed class ReactionSampleTests
{
    private static string[] Sample() =>
        [.. File.ReadLines(Repository.TestData("reactions", "sample.csv")).Skip(1).Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..])];

    [Fact]
    public void Nearly_every_reaction_of_one_product_has_a_template_that_regenerates_it()
    {
        var extractions = TemplateExtractor.Extract(Sample(), 2);
        var found = extractions.Where(extraction => extraction.Status == ExtractionStatus.Ok).ToArray();

        // In the whole of both sources 99.7 % of the reactions with one product have a template.
        var single = extractions.Count(extraction => extraction.Status != ExtractionStatus.Products);
        Assert.True(single > 330 && found.Length >= 0.97 * single, $"{found.Length} of {single}");

        using var library = TemplateLibrary.Compile([.. found.Select(extraction => extraction.Template)], 2);
        Assert.All(library.Errors, error => Assert.Equal("", error));
        for (var i = 0; i < found.Length; i++)
        {
            var outcomes = library.Apply(found[i].Product, [i]).Select(outcome => string.Join('.', outcome.Reactants));
            Assert.Contains(found[i].Reactants, outcomes);
            Assert.True(library.Regenerates(i, found[i].Reactants.Split('.'), found[i].Product));
        }
    }

    [Fact]
    public void Outcomes_are_those_of_RDKit()
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(Repository.TestData("reactions", "outcomes.jsonl.gz")), CompressionMode.Decompress));
        var rows = lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        var templates = rows.Select(row => row.GetProperty("template").GetString()!).Distinct().ToList();
        using var library = TemplateLibrary.Compile(templates, 2);
        var options = new ApplyOptions { VerifyForward = false, MaxMatches = 2000, MaxOutcomes = 1000 };
        var compared = 0;
        foreach (var row in rows)
        {
            var expected = row.GetProperty("outcomes").EnumerateArray()
                .Select(outcome => string.Join('.', outcome.EnumerateArray().Select(molecule => molecule.GetString())))
                .Order(StringComparer.Ordinal);
            var template = templates.IndexOf(row.GetProperty("template").GetString()!);

            var outcomes = library.Apply(row.GetProperty("product").GetString()!, [template], options)
                .Select(outcome => string.Join('.', outcome.Reactants)).Order(StringComparer.Ordinal);

            Assert.Equal(expected, outcomes);
            compared++;
        }

        Assert.True(compared > 900);
    }

    [Fact]
    public void Mutated_reactions_crash_nothing()
    {
        // Characters taken out, doubled or replaced: any status will do, and every verdict must be sound.
        var chance = new Random(5);
        const string Alphabet = "[]()=#@/\\.>:123CNOcn+-H";
        var mutated = Sample().Take(150).Select(reaction =>
        {
            var text = reaction.ToCharArray().ToList();
            for (var i = 0; i < 3; i++)
            {
                var at = chance.Next(text.Count);
                text[at] = Alphabet[chance.Next(Alphabet.Length)];
                text.RemoveAt(chance.Next(text.Count));
            }

            return new string([.. text]);
        }).ToArray();

        var extractions = TemplateExtractor.Extract(mutated, 2);

        Assert.All(extractions, extraction => Assert.Equal(extraction.Status == ExtractionStatus.Ok, extraction.Template.Length > 0));
        using var library = TemplateLibrary.Compile([.. mutated.Select(text => text.Replace(">", ">>", StringComparison.Ordinal))], 2);
        Assert.Equal(mutated.Length, library.Count);
    }
}
