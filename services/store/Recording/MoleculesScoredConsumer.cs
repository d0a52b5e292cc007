using MassTransit;
using MolScreen.Contracts;
using MolScreen.Contracts.Scoring;

namespace MolScreen.Store.Recording;

/// <summary>Records a scored chunk; the message is acknowledged after the commit.</summary>
internal sealed class MoleculesScoredConsumer(ChunkRecorder recorder) : IConsumer<MoleculesScored>
{
    public Task Consume(ConsumeContext<MoleculesScored> context)
    {
        SchemaVersion.Require(context.Message.Schema);
        return recorder.Record(context.Message, context.CancellationToken);
    }
}

internal sealed class MoleculesScoredDefinition : StoreConsumerDefinition<MoleculesScoredConsumer>;
