using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Gateway.Store;

namespace MolScreen.Gateway.Tests.Store;

public sealed class HttpScreeningStoreTests : IDisposable
{
    private readonly ScriptedHandler handler = new();
    private readonly HttpScreeningStore store;

    public HttpScreeningStoreTests() => store = new HttpScreeningStore(
        new HttpClient(handler) { BaseAddress = new Uri("http://store") }, Options.Create(new GatewayOptions { StoreTimeout = 0.2 }), TimeProvider.System);

    public void Dispose() => handler.Dispose();

    [Fact]
    public async Task A_question_is_asked_again_while_the_store_is_away()
    {
        handler.Answers.Enqueue(_ => throw new HttpRequestException("refused"));
        handler.Answers.Enqueue(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)));
        handler.Answers.Enqueue(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(Array.Empty<JobStatus>()) }));

        Assert.Empty(await store.Jobs(CancellationToken.None));
        Assert.Equal(3, handler.Asked);
    }

    [Fact]
    public async Task A_question_that_hangs_is_given_up_and_asked_again()
    {
        handler.Answers.Enqueue(async cancel =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return null!;
        });
        handler.Answers.Enqueue(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound)));

        Assert.Null(await store.Job(Guid.NewGuid(), CancellationToken.None));
        Assert.Equal(2, handler.Asked);
    }

    [Fact]
    public async Task An_upload_is_never_sent_twice()
    {
        handler.Answers.Enqueue(_ => throw new HttpRequestException("broken off"));

        var submission = new LibrarySubmission(Guid.NewGuid(), "test", new ScreeningSpecification("x", [], [], null), "x.smi");
        await Assert.ThrowsAsync<HttpRequestException>(() => store.Submit(submission, new MemoryStream([1]), CancellationToken.None));
        Assert.Equal(1, handler.Asked);
    }

    [Fact]
    public async Task A_refusal_keeps_its_status_and_reasons()
    {
        handler.Answers.Enqueue(_ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = JsonContent.Create(new { reasons = new[] { "a", "b" } }) }));

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => store.Rejected(Guid.NewGuid(), 0, 0, CancellationToken.None));

        Assert.Equal(400, refused.Status);
        Assert.Equal(["a", "b"], refused.Reasons);
    }

    private sealed class ScriptedHandler : HttpMessageHandler
    {
        public Queue<Func<CancellationToken, Task<HttpResponseMessage>>> Answers { get; } = new();

        public int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            return Answers.Dequeue()(cancellationToken);
        }
    }
}
