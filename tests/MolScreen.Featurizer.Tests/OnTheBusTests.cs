using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MolScreen.Chemistry;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Screening;
using MolScreen.Hosting.Bus;
using MolScreen.Testing;

namespace MolScreen.Featurizer.Tests;

public sealed class OnTheBusTests
{
    [Fact]
    public async Task A_command_is_answered_with_an_event_and_an_unknown_schema_with_a_fault()
    {
        var heard = new Heard();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(heard);
        builder.Services.AddBusConsumer<Listener, ListenerDefinition>();
        builder.AddFeaturizer().AddBus();
        using var host = builder.Build();
        await host.StartAsync();
        var publisher = host.Services.GetRequiredService<BusPublisher>();
        var job = Guid.NewGuid();

        await publisher.Publish(new FeaturizeMolecules(SchemaVersion.Current, job, 1, ["m"], [new MoleculeText(0, "a", "CCO")]), default);
        await publisher.Publish(new FeaturizeMolecules(99, job, 2, ["m"], [new MoleculeText(0, "a", "CCO")]), default);

        var featurized = await Eventually.Get(() => Task.FromResult(heard.Featurized), () => "No answer.");
        Assert.Equal((job, 1), (featurized.JobId, featurized.Chunk));
        var fault = await Eventually.Get(() => Task.FromResult(heard.Fault), () => "No fault.");
        Assert.Equal(2, fault.Message.Chunk);
        Assert.Equal("The message has schema version 99; this program reads version 1.", fault.Exceptions[0].Message);
        await host.StopAsync();
    }

    /// <summary>What the loader says where RDKit is not installed, for the job of one model; the next job is served.</summary>
    [Fact]
    public async Task A_library_that_is_not_installed_fails_the_job_with_a_sentence()
    {
        var heard = new Heard();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(heard);
        builder.Services.AddSingleton<IFeatureDemand, WithoutRdkit>();
        builder.Services.AddBusConsumer<Listener, ListenerDefinition>();
        builder.AddFeaturizer().AddBus();
        using var host = builder.Build();
        await host.StartAsync();
        var publisher = host.Services.GetRequiredService<BusPublisher>();
        var (failing, served) = (Guid.NewGuid(), Guid.NewGuid());

        await publisher.Publish(new FeaturizeMolecules(SchemaVersion.Current, failing, 1, [WithoutRdkit.Model], [new MoleculeText(0, "a", "CCO")]), default);
        await publisher.Publish(new FeaturizeMolecules(SchemaVersion.Current, served, 1, ["m"], [new MoleculeText(0, "a", "CCO")]), default);

        var failed = await Eventually.Get(() => Task.FromResult(heard.Failed), () => "No failure.");
        Assert.Equal((failing, $"The featurizer cannot read molecules: {WithoutRdkit.Sentence}"), (failed.JobId, failed.Reason));
        var featurized = await Eventually.Get(() => Task.FromResult(heard.Featurized), () => "No answer.");
        Assert.Equal(served, featurized.JobId);
        Assert.Null(heard.Fault);
        await host.StopAsync();
    }

    private sealed class WithoutRdkit : IFeatureDemand
    {
        public const string Model = "needs-rdkit", Sentence = "The chemistry library cannot be loaded, it needs RDKit and Boost (apt-get install librdkit1): libRDKitGraphMol.so.1.";

        public FeatureDemand Of(IReadOnlyList<string> models) =>
            models[0] == Model ? throw new ChemistryException(Sentence, new DllNotFoundException()) : FeatureDemand.GraphsAlone;
    }

    private sealed class Heard
    {
        public ScreeningFailed? Failed { get; set; }

        public MoleculesFeaturized? Featurized { get; set; }

        public Fault<FeaturizeMolecules>? Fault { get; set; }
    }

    private sealed class Listener(Heard heard) : IConsumer<MoleculesFeaturized>, IConsumer<ScreeningFailed>, IConsumer<Fault<FeaturizeMolecules>>
    {
        public Task Consume(ConsumeContext<ScreeningFailed> context)
        {
            heard.Failed = context.Message;
            return Task.CompletedTask;
        }

        public Task Consume(ConsumeContext<MoleculesFeaturized> context)
        {
            heard.Featurized = context.Message;
            return Task.CompletedTask;
        }

        public Task Consume(ConsumeContext<Fault<FeaturizeMolecules>> context)
        {
            heard.Fault = context.Message;
            return Task.CompletedTask;
        }
    }

    private sealed class ListenerDefinition : ConsumerDefinition<Listener>
    {
        public ListenerDefinition() => EndpointName = "listener";
    }
}
