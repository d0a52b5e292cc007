using MassTransit;
using MassTransit.Serialization;

namespace MolScreen.Gateway.Pipelines;

/// <summary>The way out to pipelines: plain JSON.</summary>
internal static class ResultExchange
{
    private static readonly Uri Address = new($"exchange:{Exchanges.Results}?type=fanout");
    private static readonly SystemTextJsonRawMessageSerializer PlainJson = new(RawSerializerOptions.AnyMessageType);

    /// <summary>Publishes a result; null is none.</summary>
    public static async Task Publish(ConsumeContext context, BatchResult? result)
    {
        if (result is not null)
        {
            var exchange = await context.GetSendEndpoint(Address);
            await exchange.Send(result, message => message.Serializer = PlainJson, context.CancellationToken);
        }
    }
}
