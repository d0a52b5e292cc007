using System.Text.Json;
using MolScreen.Cli.CommandLine;
using MolScreen.Gnn.Bundles;

namespace MolScreen.Cli.Tests.Learning;

public sealed class TrainTests(TinyModel model) : IClassFixture<TinyModel>
{
    [Fact]
    public void Training_reports_what_it_took_and_what_it_measured()
    {
        Assert.Contains("60 molecules, 1 rows rejected, regression of length", model.Training.Output, StringComparison.Ordinal);
        Assert.Contains("baseline_test", model.Training.Output, StringComparison.Ordinal);
        Assert.Contains("column:part split, seed 3", model.Training.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_recorded_command_can_be_given_to_a_shell() =>
        Assert.EndsWith(@" --description 'A molecule'\''s length'", BundleFolder.ReadManifest(model.Bundle).Command, StringComparison.Ordinal);

    [Fact]
    public async Task The_training_data_are_measured_on_their_test_part()
    {
        var json = await Evaluate(model.Bundle, model.Data, "--json");

        Assert.Equal("test", json.GetProperty("part").GetString());
        Assert.Equal("column:part", json.GetProperty("split").GetString());
        Assert.Equal(3, json.GetProperty("seed").GetInt32());
        Assert.Equal(10, json.GetProperty("n").GetInt32());
        Assert.True(json.GetProperty("rmse").GetDouble() > 0);
    }

    [Fact]
    public async Task Other_data_are_measured_whole()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("other.csv", "name,smiles,LENGTH\na,CCO,3\nb,CCCC,4\nc,CCCCC,5\n");

        var json = await Evaluate(model.Bundle, data, "--json");

        Assert.Equal("all", json.GetProperty("part").GetString());
        Assert.Equal(3, json.GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Labels_of_an_sd_file_are_properties_and_a_record_without_one_is_not_measured()
    {
        using var folder = new TemporaryFolder();
        var records = SdFiles.PubChem(3);
        var data = folder.Write("other.sdf", string.Concat(
            records[0].Replace("$$$$", "> <Length>\n12\n\n$$$$", StringComparison.Ordinal),
            records[1],
            records[2].Replace("$$$$", "> <Length>\n30.5\n\n$$$$", StringComparison.Ordinal)));

        var json = await Evaluate(model.Bundle, data, "--json");

        Assert.Equal(2, json.GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task The_test_part_of_other_data_does_not_exist()
    {
        using var folder = new TemporaryFolder();
        var data = folder.Write("other.csv", "smiles,length\nCCO,3\n");

        var run = await CommandRun.Of("evaluate", model.Bundle, data, "--part", "test");

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains("lengths.csv", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smiles,y\nCCO,tall\n", "row 1: y is \"tall\"", "--targets", "y")]
    [InlineData("smiles,y\nCCO,1\n", "no column \"z\"", "--targets", "z")]
    [InlineData("smiles,y\nCCO,0.5\nCC,1\n", "0 or 1", "--task", "classification")]
    [InlineData("smiles,note\nCCO,tall\n", "--targets")]
    [InlineData("smiles,y\nCCO,1\n", "column:NAME", "--split", "by-luck")]
    public async Task Data_that_cannot_be_learned_from_are_refused_with_the_reason(string table, string reason, params string[] options)
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.Of(["train", folder.Write("data.csv", table), "--out", folder["model"], .. options]);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["model"]));
    }

    private static async Task<JsonElement> Evaluate(params string[] args)
    {
        var run = await CommandRun.Of(["evaluate", .. args]);
        Assert.Equal("", run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
