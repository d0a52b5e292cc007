using MolScreen.Chemistry.Input;
using MolScreen.Cli.Screening;
using MolScreen.Contracts.Screening;
using MolScreen.Planner;
using MolScreen.Store.Database;
using MolScreen.Store.Queries;

namespace MolScreen.Cli.Tests.Screening;

/// <summary>Which screenings are the same job.</summary>
public sealed class JobIdentityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Another_stock_is_another_job_when_routes_are_asked_for()
    {
        var one = _folder.Write("one.bin", "one");
        var other = _folder.Write("other.bin", "other");
        var routes = new RouteRequest(1);

        Assert.Equal(await Id(one, routes), await Id(one, routes));
        Assert.NotEqual(await Id(one, routes), await Id(other, routes));
        Assert.Equal(await Id(one, null), await Id(other, null));
    }

    private async Task<Guid> Id(string stock, RouteRequest? routes)
    {
        var request = new ScreeningRequest
        {
            Library = _folder.Write("library.smi", "CCO ethanol\n"), Top = 10, Database = _folder["screening.db"], Columns = new MoleculeFileOptions(),
        };
        var specification = new ScreeningSpecification("x", [new Objective("esol", null, 1, Direction.Higher, -7, -1)], [], routes);
        ScreeningDatabase.Open(request.Database).Dispose();
        return await JobIdentity.Of(
            request, specification, new PlannerOptions { Stock = stock }, ScreeningQueries.Open(request.Database), CancellationToken.None);
    }
}
