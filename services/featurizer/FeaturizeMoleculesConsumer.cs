using MassTransit;
using Microsoft.Extensions.Options;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Hosting.Bus;

namespace MolScreen.Featurizer;

internal sealed class FeaturizeMoleculesConsumer(ChunkFeaturizer featurizer, BusPublisher publisher) : IConsumer<FeaturizeMolecules>
{
    public Task Consume(ConsumeContext<FeaturizeMolecules> context)
    {
        SchemaVersion.Require(context.Message.Schema);
        var featurized = featurizer.Featurize(context.Message, context.CancellationToken);
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
