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
        e.Name = StoreComposition.Queue;
        e.ConcurrentMessageLimit = 4;
    });
}

/// <summary>What the store reads.</summary>
internal static class MessageSchema
{
    /// <summary>Refuses a message whose shape this program does not know.</summary>
    /// <exception cref="FormatException">It has another schema version.</exception>
    public static void Require(int version)
    {
        if (version != SchemaVersion.Current)
        {
            throw new FormatException($"The message has schema version {version}; this store reads version {SchemaVersion.Current}.");
        }
    }
}
