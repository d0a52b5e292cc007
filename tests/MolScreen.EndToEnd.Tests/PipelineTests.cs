using System.Text;
using System.Text.Json;
using MolScreen.Contracts.Results;
using MolScreen.Store.Queries;
using MolScreen.Testing;
using RabbitMQ.Client;

namespace MolScreen.EndToEnd.Tests;

/// <summary>Pipelines in other languages: plain JSON over the broker.</summary>
[Collection(WorkerCollection.Name)]
public sealed class PipelineTests(WorkerSuite suite)
{
    [Fact]
    public async Task A_batch_from_a_python_script_becomes_rows_of_the_store_and_a_result_on_the_bus()
    {
        using var folder = new TemporaryFolder();
        var molecules = folder.Write("molecules.smi", "CC(=O)Nc1ccc(O)cc1\tparacetamol\nC1CC\tunclosed\nCC(=O)Oc1ccccc1C(=O)O\taspirin\n");

        var first = await Publish(molecules);
        await Publish(molecules);

        var jobs = await ScreeningQueries.Open(suite.Database).Jobs(CancellationToken.None);
        var job = Assert.Single(jobs, job => job.Source == "pipeline:nightly-17");
        Assert.Equal(first.GetProperty("job").GetGuid(), job.Id);
        var page = await ScreeningQueries.Open(suite.Database).Ranked(job.Id, new ResultQuery(), CancellationToken.None);
        Assert.Equal(["aspirin", "paracetamol"], page!.Molecules.Select(molecule => molecule.Id).Order());
        Assert.All(page.Molecules, molecule => Assert.All(molecule.Components, component => Assert.NotNull(component.Value)));

        var rows = first.GetProperty("molecules").EnumerateArray().ToList();
        Assert.Equal(["paracetamol", "unclosed", "aspirin"], rows.Select(row => row.GetProperty("id").GetString()));
        Assert.Equal("syntax", rows[1].GetProperty("rejected").GetString());
        var published = rows[0].GetProperty("scores").GetProperty("bace.Class").GetSingle();
        Assert.Equal(page.Molecules.Single(molecule => molecule.Id == "paracetamol").Components[0].Value, published);

        async Task<JsonElement> Publish(string file)
        {
            using var script = new ChildProcess(
                "/usr/bin/python3",
                [Path.Combine(Repository.Root, "scripts", "publish-batch.py"), file, "--batch", "nightly-17", "--models", "bace", "--url", suite.Broker.Url, "--timeout", "120"]);
            Assert.True(await script.Exit(TimeSpan.FromMinutes(3)) == 0, $"{script.Everything}\n{suite.Everything()}");
            return JsonDocument.Parse(script.Output).RootElement;
        }
    }

    [Theory]
    [InlineData("""{"schema":1,"batch":"","models":["bace"],"molecules":[{"smiles":"C"}]}""", "batch: must be a name")]
    [InlineData("""{"schema":1,"batch":"b","models":["bacon"],"molecules":[{"smiles":"C"}]}""", "There is no model bacon")]
    [InlineData("""{"schema":7,"batch":"b","models":["bace"],"molecules":[]}""", "schema: must be 1, not 7. molecules: must list")]
    [InlineData("this is not JSON", "")]
    public async Task A_batch_that_cannot_be_used_goes_to_the_error_queue_as_it_came_with_the_reason(string body, string reason)
    {
        var factory = new ConnectionFactory { Uri = new Uri(suite.Broker.Url) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        await channel.BasicPublishAsync("molscreen.molecules", "", Encoding.UTF8.GetBytes(body));

        var letter = await Eventually.Get(() => Take(factory), () => $"Nothing came to the error queue.\n{suite.Everything()}", TimeSpan.FromMinutes(1));

        Assert.Equal(body, Encoding.UTF8.GetString(letter.Body.Span));
        var told = Encoding.UTF8.GetString((byte[])letter.BasicProperties.Headers!["MT-Fault-Message"]!);
        Assert.Contains(reason, told, StringComparison.Ordinal);
        Assert.NotEmpty(told);
    }

    private static async Task<BasicGetResult?> Take(ConnectionFactory factory)
    {
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return await channel.BasicGetAsync("molscreen.molecules_error", autoAck: true);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404)
        {
            return null;
        }
    }
}
