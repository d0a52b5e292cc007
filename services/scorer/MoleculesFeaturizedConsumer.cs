using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MolScreen.Contracts;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Scoring;
using MolScreen.Contracts.Screening;
using MolScreen.Hosting.Bus;

namespace MolScreen.Scorer;

internal sealed class MoleculesFeaturizedConsumer(ChunkScorer scorer, BusPublisher publisher, ILogger<MoleculesFeaturizedConsumer> log)
    : IConsumer<MoleculesFeaturized>
{
    public Task Consume(ConsumeContext<MoleculesFeaturized> context)
    {
        var chunk = context.Message;
        SchemaVersion.Require(chunk.Schema);
        MoleculesScored scored;
        try
        {
            scored = scorer.Score(chunk, context.CancellationToken);
        }
        catch (UnusableModelException exception)
        {
            log.LogWarning("Job {Job} cannot be scored: {Reason}", chunk.JobId, exception.Message);
            return publisher.Publish(new ScreeningFailed(SchemaVersion.Current, chunk.JobId, exception.Message), context.CancellationToken);
        }

        return publisher.Publish(scored, context.CancellationToken);
    }
}

internal sealed class MoleculesFeaturizedDefinition : ConsumerDefinition<MoleculesFeaturizedConsumer>
{
    public MoleculesFeaturizedDefinition(IOptions<ScorerOptions> options)
    {
        EndpointName = Queues.Scorer;
        ConcurrentMessageLimit = options.Value.Concurrency;
    }
}
