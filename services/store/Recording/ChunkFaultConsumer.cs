using MassTransit;
using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Scoring;
using MolScreen.Hosting.Bus;

namespace MolScreen.Store.Recording;

/// <summary>Halves a chunk that a featurizer, a scorer or this store could not work on, whatever its message was then.</summary>
internal sealed class ChunkFaultConsumer(ChunkBisection bisection) :
    IConsumer<Fault<FeaturizeMolecules>>,
    IConsumer<Fault<MoleculesFeaturized>>,
    IConsumer<Fault<MoleculesScored>>
{
    public Task Consume(ConsumeContext<Fault<FeaturizeMolecules>> context) =>
        Halve(context, context.Message.Message.JobId, context.Message.Message.Chunk);

    public Task Consume(ConsumeContext<Fault<MoleculesFeaturized>> context) =>
        Halve(context, context.Message.Message.JobId, context.Message.Message.Chunk);

    public Task Consume(ConsumeContext<Fault<MoleculesScored>> context) =>
        Halve(context, context.Message.Message.JobId, context.Message.Message.Chunk);

    private Task Halve<T>(ConsumeContext<Fault<T>> context, Guid job, int chunk) => context.Message.IsCutOff()
        ? Task.CompletedTask
        : bisection.Fault(job, chunk, FaultText.Of(context.Message), context.CancellationToken);
}

internal sealed class ChunkFaultDefinition : StoreConsumerDefinition<ChunkFaultConsumer>;

/// <summary>The part of a fault that helps people.</summary>
internal static class FaultText
{
    private const int Longest = 300;

    public static string Of(Fault fault)
    {
        var message = fault.Exceptions.FirstOrDefault()?.Message ?? "no reason given";
        var text = $"A service failed: {message}";
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
    }
}
