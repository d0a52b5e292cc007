using MassTransit;
using MassTransit.Serialization;
using MolScreen.Contracts;
using MolScreen.Contracts.Screening;

namespace MolScreen.Gateway.Pipelines;

/// <summary>Publishes what came of a pipeline's batch; may do so twice, never not at all.</summary>
internal sealed class ScreeningEndedConsumer(BatchResults results) : IConsumer<ScreeningCompleted>, IConsumer<ScreeningFailed>
{
    private static readonly Uri Address = new($"exchange:{Exchanges.Results}?type=fanout");

    public async Task Consume(ConsumeContext<ScreeningCompleted> context)
    {
        SchemaVersion.Require(context.Message.Schema);
        await Publish(context, await results.Of(context.Message.JobId, context.CancellationToken));
    }

    public async Task Consume(ConsumeContext<ScreeningFailed> context)
    {
        SchemaVersion.Require(context.Message.Schema);
        await Publish(context, await results.Failed(context.Message.JobId, context.Message.Reason, context.CancellationToken));
    }

    private static async Task Publish(ConsumeContext context, BatchResult? result)
    {
        if (result is not null)
        {
            var exchange = await context.GetSendEndpoint(Address);
            await exchange.Send(result, message => message.Serializer = PlainJson, context.CancellationToken);
        }
    }

    private static readonly SystemTextJsonRawMessageSerializer PlainJson = new(RawSerializerOptions.AnyMessageType);
}

internal sealed class ScreeningEndedDefinition : ConsumerDefinition<ScreeningEndedConsumer>
{
    public ScreeningEndedDefinition()
    {
        EndpointName = Queues.Gateway;
        ConcurrentMessageLimit = 2;
    }
}
