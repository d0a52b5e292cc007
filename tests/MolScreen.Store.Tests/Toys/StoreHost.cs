using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Hosting.Bus;
using MolScreen.Store.Intake;
using MolScreen.Store.Queries;

namespace MolScreen.Store.Tests.Toys;

/// <summary>A store on the in-memory bus with toy services around it, on a real database file.</summary>
internal sealed class StoreHost : IAsyncDisposable
{
    private readonly IHost host;
    private bool stopped;

    private StoreHost(IHost host, ToyServices toys)
    {
        this.host = host;
        Toys = toys;
    }

    public ToyServices Toys { get; }

    public ScreeningIntake Intake => Get<ScreeningIntake>();

    public ScreeningQueries Queries => Get<ScreeningQueries>();

    public static async Task<StoreHost> Start(string database, ToyServices? toys = null, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Configuration["store:database"] = database;
        builder.Services.AddSingleton(toys ??= new ToyServices());
        builder.AddStore();
        builder.Services.AddBusConsumer<ToyScorer, ToyScorerDefinition>();
        builder.Services.AddBusConsumer<ToyPlanner, ToyPlannerDefinition>();
        builder.Services.AddBusConsumer<ToyListener, ToyListenerDefinition>();
        builder.AddBus();
        var host = builder.Build();
        await host.StartAsync();
        return new StoreHost(host, toys);
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public async Task<Guid> Submit(ScreeningSpecification specification, params IEnumerable<string> texts)
    {
        var id = Guid.NewGuid();
        await Intake.Submit(
            new LibrarySubmission(id, "test", specification, ""), texts.Select((t, i) => new LibraryEntry($"m{i}", t)), CancellationToken.None);
        return id;
    }

    /// <summary>Waits until the job fulfils a condition.</summary>
    public async Task<JobStatus> Until(Guid id, Func<JobStatus, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var job = await Queries.Job(id, patience.Token);
            if (job is not null && condition(job))
            {
                return job;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    public Task<JobStatus> UntilFinished(Guid id) => Until(id, j => j.IsFinished);

    /// <summary>Ends as a killed process does: nothing is taken back, nothing is waited for.</summary>
    public ValueTask Kill()
    {
        stopped = true;
        return DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!stopped)
        {
            await host.StopAsync();
        }

        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
