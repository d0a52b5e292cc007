using MassTransit;
using MolScreen.Hosting.Bus;

namespace MolScreen.Gateway.Pipelines;

internal sealed class MoleculeBatchConsumer(BatchIntake intake, BatchResults results, BusPublisher publisher)
    : IConsumer<MoleculeBatch>
{
    public async Task Consume(ConsumeContext<MoleculeBatch> context)
    {
        var command = intake.Read(context.Message);
        if (await results.Ended(command.JobId, context.CancellationToken) is { } result)
        {
            // The same batch again: whoever published it may have missed its result.
            await ResultExchange.Publish(context, result);
        }
        else
        {
            await publisher.Publish(command, context.CancellationToken);
        }
    }
}

/// <summary>
/// The queue and exchange are those of the world outside: plain JSON without an envelope. What is not JSON, or no acceptable
/// batch, goes to <c>molscreen.molecules_error</c> as it came, with the reason in the header <c>MT-Fault-Message</c>.
/// </summary>
internal sealed class MoleculeBatchDefinition : ConsumerDefinition<MoleculeBatchConsumer>
{
    public MoleculeBatchDefinition()
    {
        EndpointName = Exchanges.Molecules;
        ConcurrentMessageLimit = 2;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<MoleculeBatchConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        // MassTransit declares a durable fanout exchange of the queue's name and binds it; publishers use that one.
        endpointConfigurator.ConfigureConsumeTopology = false;
        endpointConfigurator.PublishFaults = false;
        endpointConfigurator.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType, isDefault: true);
    }
}

/// <summary>What pipelines connect to: durable fanout exchanges.</summary>
internal static class Exchanges
{
    public const string Molecules = "molscreen.molecules";

    public const string Results = "molscreen.results";
}
