using MassTransit;
using MolScreen.Contracts;
using MolScreen.Contracts.Screening;

namespace MolScreen.Gateway.Pipelines;

/// <summary>Publishes what came of a pipeline's batch; may do so twice, never not at all.</summary>
internal sealed class ScreeningEndedConsumer(BatchResults results) : IConsumer<ScreeningCompleted>, IConsumer<ScreeningFailed>
{
    public async Task Consume(ConsumeContext<ScreeningCompleted> context)
    {
        SchemaVersion.Require(context.Message.Schema);
        await ResultExchange.Publish(context, await results.Of(context.Message.JobId, context.CancellationToken));
    }

    public async Task Consume(ConsumeContext<ScreeningFailed> context)
    {
        SchemaVersion.Require(context.Message.Schema);
        await ResultExchange.Publish(context, await results.Failed(context.Message.JobId, context.Message.Reason, context.CancellationToken));
    }
}

internal sealed class ScreeningEndedDefinition : ConsumerDefinition<ScreeningEndedConsumer>
{
    public ScreeningEndedDefinition()
    {
        EndpointName = Queues.Gateway;
        ConcurrentMessageLimit = 2;
    }
}
