namespace MolScreen.Hosting.Tests;

public sealed class InMemoryBusTests
{
    [Fact]
    public async Task A_published_message_is_consumed()
    {
        var behaviour = new PingBehaviour();
        using var host = await PingHost.Start(null, behaviour, consumes: true);

        await host.Publish(1);

        await behaviour.Consumed(1);
    }

    [Fact]
    public async Task Transient_trouble_is_tried_again()
    {
        var behaviour = new PingBehaviour
        {
            Act = (_, attempt, _) => attempt < 3 ? throw new IOException("busy") : Task.CompletedTask,
        };
        using var host = await PingHost.Start(null, behaviour, consumes: true);

        await host.Publish(1);
        await host.Publish(2);

        await behaviour.Consumed(1, 1, 1, 2, 2, 2);
    }

    [Fact]
    public async Task A_bug_is_not_tried_again()
    {
        var behaviour = new PingBehaviour
        {
            Act = (ping, _, _) => ping.Number == 1 ? throw new InvalidOperationException("bug") : Task.CompletedTask,
        };
        using var host = await PingHost.Start(null, behaviour, consumes: true, ("bus:prefetch", "1"));

        await host.Publish(1);
        await behaviour.Consumed(1);
        await host.Publish(2);
        await behaviour.Consumed(1, 2);
    }

    [Fact]
    public async Task Retries_can_be_switched_off()
    {
        var behaviour = new PingBehaviour
        {
            Act = (ping, _, _) => ping.Number == 1 ? throw new IOException("busy") : Task.CompletedTask,
        };
        using var host = await PingHost.Start(null, behaviour, consumes: true, ("bus:retries", "0"));

        await host.Publish(1);
        await behaviour.Consumed(1);
        await host.Publish(2);
        await behaviour.Consumed(1, 2);
    }

    [Fact]
    public async Task Every_message_of_many_is_consumed_once()
    {
        var behaviour = new PingBehaviour();
        using var host = await PingHost.Start(null, behaviour, consumes: true);

        for (var i = 0; i < 500; i++)
        {
            await host.Publish(i);
        }

        await behaviour.Consumed([.. Enumerable.Range(0, 500)]);
    }
}
