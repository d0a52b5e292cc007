using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MolScreen.Chemistry;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Screening;
using MolScreen.Hosting.Bus;

namespace MolScreen.Featurizer;

internal sealed class FeaturizeMoleculesConsumer(ChunkFeaturizer featurizer, BusPublisher publisher, ILogger<FeaturizeMoleculesConsumer> log)
    : IConsumer<FeaturizeMolecules>
{
    public Task Consume(ConsumeContext<FeaturizeMolecules> context)
    {
        SchemaVersion.Require(context.Message.Schema);
        MoleculesFeaturized featurized;
        try
        {
            featurized = featurizer.Featurize(context.Message, context.CancellationToken);
        }
        catch (ChemistryException exception) when (exception.IsLibraryMissing)
        {
            var (job, reason) = (context.Message.JobId, $"The featurizer cannot read molecules: {exception.Message}");
            log.LogError("Job {Job}: {Reason}", job, reason);
            return publisher.Publish(new ScreeningFailed(SchemaVersion.Current, job, reason), context.CancellationToken);
        }

        return publisher.Publish(featurized, context.CancellationToken);
    }
}

internal sealed class FeaturizeMoleculesDefinition : ConsumerDefinition<FeaturizeMoleculesConsumer>
{
    public FeaturizeMoleculesDefinition(IOptions<FeaturizerOptions> options)
    {
        EndpointName = Queues.Featurizer;
        ConcurrentMessageLimit = options.Value.Concurrency == 0 ? Environment.ProcessorCount : options.Value.Concurrency;
    }
}
