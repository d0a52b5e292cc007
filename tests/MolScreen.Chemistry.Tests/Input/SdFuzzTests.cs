using System.Text;
using MolScreen.Chemistry.Input;
using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests.Input;

/// <summary>Damaged SD files: every record is a molecule or a refusal with a reason, and rows add up.</summary>
public sealed class SdFuzzTests
{
    private const string Letters = "0123456789 -.CNOHXAQ*LR#MVEND<>|\n\r\0\u00e9";

    private const int Records = 5_000;

    private static readonly Lazy<string[]> Seeds = new(
        () => [.. SdOracle.Files.SelectMany(file => MoleculeFile.Read(SdOracle.Path(file))).Select(record => record.Text + "\n")]);

    [Fact]
    public void Five_thousand_damaged_records_are_molecules_or_refusals_with_a_reason() => Fuzz(20221103);

    [LongFact]
    public void Two_hundred_thousand_damaged_records_are_molecules_or_refusals_with_a_reason()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            Fuzz(seed);
        }
    }

    private static void Fuzz(int seed)
    {
        var random = new Random(seed);
        var seeds = Seeds.Value;
        var file = new StringBuilder();
        for (var i = 0; i < Records; i++)
        {
            file.Append(Mutate(seeds[random.Next(seeds.Length)], random)).Append("\n> <n>\n").Append(i).Append("\n\n$$$$\n");
        }

        var records = MoleculeFileTests.Read(file.ToString(), "a.sdf", new() { KeepColumns = true });
        var batch = MoleculeProcessor.Process(
            records.ConvertAll(record => record.Error is null ? record.Text : ""),
            MoleculeParts.Smiles | MoleculeParts.Graph | MoleculeParts.Properties | MoleculeParts.Written);

        Assert.Equal(Enumerable.Range(1, Records), records.Select(record => record.Row));
        Assert.Equal(Enumerable.Range(0, Records).Select(i => $"{i}"), records.Select(record => record.Columns!["n"]));
        Assert.InRange(batch.Accepted.Length, Records / 10, Records * 9 / 10);
        for (var i = 0; i < batch.Count; i++)
        {
            Assert.True(batch.Status[i] is not (MoleculeStatus.Internal or MoleculeStatus.Timeout), $"{batch.Status[i]}, {batch.Messages[i]}:\n{records[i].Text}");
            Assert.Equal(batch.Status[i] == MoleculeStatus.Ok, batch.Messages[i].Length == 0);
            Assert.DoesNotContain('\n', batch.Messages[i]);
            Assert.DoesNotContain('\n', records[i].Id);
        }

        Assert.All(batch.Written!, Assert.NotEmpty);
        Assert.All(batch.Properties!, value => Assert.True(float.IsFinite(value)));
    }

    private static string Mutate(string block, Random random)
    {
        var text = new StringBuilder(block);
        for (var changes = random.Next(1, 4); changes > 0 && text.Length > 1; changes--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(6))
            {
                case 0 or 1:
                    text[at] = Letters[random.Next(Letters.Length)];
                    break;
                case 2:
                    text.Insert(at, Letters[random.Next(Letters.Length)]);
                    break;
                case 3:
                    text.Remove(at, Math.Min(random.Next(1, 100), text.Length - at));
                    break;
                case 4:
                    text.Insert(at, text.ToString(at, Math.Min(random.Next(1, 100), text.Length - at)));
                    break;
                default:
                    // Numbers in the counts, the bonds and the property lines: the places where a value may be anything.
                    text.Replace(random.Next(2) == 0 ? "  1" : "  2", $"{random.Next(-9, 100),3}", at, Math.Min(100, text.Length - at));
                    break;
            }
        }

        return text.ToString();
    }
}
