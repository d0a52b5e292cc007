using System.Net.Http.Json;
using MolScreen.Contracts.Results;
using MolScreen.Testing;

namespace MolScreen.EndToEnd.Tests;

/// <summary>The REST API as a client uses it.</summary>
internal sealed class ScreeningClient(Uri address) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };

    public async Task<Guid> Submit(byte[] library, string job)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(job), "job" },
            { new ByteArrayContent(library), "library", "library.smi" },
        };
        using var response = await http.PostAsync(new Uri("/jobs", UriKind.Relative), form);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JobStatus>())!.Id;
    }

    public async Task<JobStatus> Job(Guid id) => (await http.GetFromJsonAsync<JobStatus>(new Uri($"/jobs/{id}", UriKind.Relative)))!;

    /// <summary>Waits until a job is as wanted.</summary>
    public Task<JobStatus> Until(Guid id, Func<JobStatus, bool> wanted, Func<string> more)
    {
        JobStatus? last = null;
        return Eventually.Get(
            async () => wanted(last = await Job(id)) ? last : null,
            () => $"The job is still {last}\n{more()}",
            TimeSpan.FromMinutes(3));
    }

    public void Dispose() => http.Dispose();
}
