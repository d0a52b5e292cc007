using MassTransit;
using MolScreen.Contracts;

namespace MolScreen.Store;

/// <summary>
/// The store's one queue, for every consumer. Writes go to the database one at a time; a few messages are unpacked meanwhile.
/// </summary>
internal abstract class StoreConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    protected StoreConsumerDefinition() => Endpoint(e =>
    {
        e.Name = Queues.Store;
        e.ConcurrentMessageLimit = 4;
    });
}
