using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MolScreen.Contracts.Results;
using MolScreen.Gateway.Jobs;
using MolScreen.Testing;

namespace MolScreen.Gateway.Tests.Http;

public sealed class RestTests : IAsyncLifetime
{
    private const string Job =
        """
        name: toys
        models:
          - model: toy
            desirability: { better: higher, low: 0, high: 1 }
        filters: { molecular_weight: { max: 400 } }
        routes: { molecules: 1 }
        """;

    private const string Block = "\n\n\n  1  0  0  0  0  0            999 V2000\n    0.0000    0.0000    0.0000 C   0  0\nM  END\n";

    private const string Library = "smiles,name\n0.5,half\n0.9/450,heavy\nbad,wrong\n,nothing\n0.8,best\n";

    private TwoProcesses suite = null!;

    private HttpClient Client => suite.Client;

    public async Task InitializeAsync() => suite = await TwoProcesses.Start(settings: ("gateway:maxUploadBytes", "100000"));

    public async Task DisposeAsync() => await suite.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_uploaded_library_becomes_ranked_results(bool jobFirst)
    {
        using var form = Form(jobFirst ? ("job", Job) : null, File(Library), jobFirst ? null : ("job", Job));

        var response = await Client.PostAsync("/jobs", form);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var accepted = await response.Content.ReadFromJsonAsync<JobStatus>();
        Assert.Equal($"/jobs/{accepted!.Id}", response.Headers.Location!.ToString());
        Assert.Equal(5, accepted.Molecules);
        var job = await Finished(response.Headers.Location);
        Assert.Equal((JobState.Completed, 3, 2, 1), (job.State, job.Scored, job.Rejected, job.RoutesFound));

        var page = await Client.GetFromJsonAsync<RankedPage>($"/jobs/{job.Id}/results?top=2");
        Assert.Equal(["best", "half"], page!.Molecules.Select(m => m.Id));
        Assert.Equal(3, page.Total);
        var some = await Client.GetFromJsonAsync<RankedPage>($"/jobs/{job.Id}/results?where={Uri.EscapeDataString("toy.y > 0.5")}&sort=index&skip=1");
        Assert.Equal((2, "best"), (some!.Total, some.Molecules.Single().Id));
        var rejected = await Client.GetFromJsonAsync<RejectedPage>($"/jobs/{job.Id}/rejects");
        Assert.Equal([(2, "syntax"), (3, "empty")], rejected!.Molecules.Select(m => (m.Index, m.Reason)));
        var molecule = await Client.GetFromJsonAsync<MoleculeDetail>($"/jobs/{job.Id}/molecules/4");
        Assert.Equal("t1", molecule!.Routes[0].Tree.Reaction!.Template);
        var csv = await Client.GetAsync($"/jobs/{job.Id}/export.csv?top=1");
        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("1,4,best,0.8,0.8", (await csv.Content.ReadAsStringAsync()).Split('\n')[1]);
        Assert.Equal(job.Id, (await Client.GetFromJsonAsync<List<JobStatus>>("/jobs"))!.Single().Id);
    }

    /// <summary>The toy chemistry reads its prediction off the title: 0.5 and 0.8, and it refuses what is bad.</summary>
    [Fact]
    public async Task An_uploaded_sd_file_keeps_its_blocks_and_its_places()
    {
        var sd = $"0.5/100/{Block}> <ID>\nhalf\n\n$$$$\nbad{Block}$$$$\n$$$$\n0.8/100/{Block}> <ID>\nbest\n\n$$$$\n";
        using var form = Form(("job", Job.Replace("routes: { molecules: 1 }", "")), ("id_column", "id"), ("library", "library.sdf", Encoding.UTF8.GetBytes(sd)));

        var job = await Finished((await Client.PostAsync("/jobs", form)).Headers.Location!);

        Assert.Equal((JobState.Completed, 4, 2, 2), (job.State, job.Molecules, job.Scored, job.Rejected));
        var page = await Client.GetFromJsonAsync<RankedPage>($"/jobs/{job.Id}/results");
        Assert.Equal([(3, "best"), (0, "half")], page!.Molecules.Select(m => (m.Index, m.Id)));
        var rejected = await Client.GetFromJsonAsync<RejectedPage>($"/jobs/{job.Id}/rejects");
        Assert.Equal([(1, "syntax", ("bad" + Block).TrimEnd()), (2, "empty", "")], rejected!.Molecules.Select(m => (m.Index, m.Reason, m.Text)));
        Assert.Equal(("0.8/100/" + Block).TrimEnd(), (await Client.GetFromJsonAsync<MoleculeDetail>($"/jobs/{job.Id}/molecules/3"))!.Text);
    }

    [Fact]
    public async Task Mol_blocks_of_a_list_keep_their_lines_and_whatever_comes_rows_stay_rows()
    {
        await using var roomy = await TwoProcesses.Start();
        var half = "0.5/100/" + Block;
        var molecules = new[]
        {
            new { id = "a", text = half },
            new { id = "b", text = "bad\n" + new string('x', 2_000_000) + "\nx" },
            new { id = new string('i', 2_000_000), text = "bad" + Block },
            new { id = "two\nlines", text = "\n0.25\n" },
            new { id = "e", text = "bad \"quoted\"" + Block.ReplaceLineEndings("\r\n") },
        };

        var response = await roomy.Client.PostAsJsonAsync("/jobs", new { job = Job.Replace("routes: { molecules: 1 }", ""), molecules });

        var job = await Finished(response.Headers.Location!, roomy.Client);
        Assert.Equal((5, 2, 3), (job.Molecules, job.Scored, job.Rejected));
        var rejected = await roomy.Client.GetFromJsonAsync<RejectedPage>($"/jobs/{job.Id}/rejects");
        Assert.Equal([(1, "too-long"), (2, "syntax"), (4, "syntax")], rejected!.Molecules.Select(m => (m.Index, m.Reason)));
        Assert.StartsWith("bad \"quoted\"", rejected.Molecules[2].Text);
        Assert.Equal(half.TrimEnd(), (await roomy.Client.GetFromJsonAsync<MoleculeDetail>($"/jobs/{job.Id}/molecules/0"))!.Text);
        Assert.Equal("two lines", (await roomy.Client.GetFromJsonAsync<MoleculeDetail>($"/jobs/{job.Id}/molecules/3"))!.Id);
    }

    [Fact]
    public async Task The_answers_speak_in_words()
    {
        using var form = Form(("job", Job), File(Library));
        var response = await Client.PostAsync("/jobs", form);
        var text = await response.Content.ReadAsStringAsync();

        Assert.Contains("\"direction\":\"higher\"", text);
        Assert.Matches("\"state\":\"(queued|running|planning|completed)\"", text);
    }

    [Fact]
    public async Task A_few_molecules_come_as_json()
    {
        var response = await Client.PostAsJsonAsync("/jobs", new
        {
            job = Job,
            molecules = new[] { new { id = "a \"quoted\", one", text = "0.25" }, new { id = "b", text = "" }, new { id = "two\nlines", text = "0.5\n0.75" } },
        });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var job = await Finished(response.Headers.Location!);

        Assert.Equal((3, 2), (job.Molecules, job.Scored + job.Rejected - 1));
        var first = await Client.GetFromJsonAsync<MoleculeDetail>($"/jobs/{job.Id}/molecules/0");
        var third = await Client.GetFromJsonAsync<MoleculeDetail>($"/jobs/{job.Id}/molecules/2");
        Assert.Equal(("a \"quoted\", one", "0.25"), (first!.Id, first.Text));
        Assert.Equal("two lines", third!.Id);
    }

    [Fact]
    public async Task A_specification_may_leave_its_filters_out()
    {
        var response = await PostJson(
            """{"specification":{"name":"x","objectives":[{"model":"toy","weight":1,"direction":"higher","low":0,"high":1}]},"molecules":[{"id":"a","text":"0.5"}]}""");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var job = await Finished(response.Headers.Location!);
        Assert.Equal((JobState.Completed, 1), (job.State, job.Scored));
    }

    [Theory]
    [InlineData("""{"name":"x","objectives":[null],"filters":[null]}""", "Objective 1 is null.", "A filter is null.")]
    [InlineData("""{"name":"x"}""", "There must be 1 to 100 objectives.", "")]
    public async Task A_specification_with_holes_is_refused(string specification, string first, string second) =>
        await AssertRefused(
            await PostJson($$"""{"specification":{{specification}},"molecules":[{"id":"a","text":"0.5"}]}"""), HttpStatusCode.BadRequest, first, second);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Json_has_a_limit_of_its_own(bool known)
    {
        // One byte over 32 MiB; the default for uploads is 2 GiB.
        await using var roomy = await TwoProcesses.Start();
        using var body = new StringContent("{" + new string(' ', 32 << 20), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/jobs")
        {
            Content = body, Headers = { TransferEncodingChunked = !known, ExpectContinue = known },
        };

        var problem = await Problem(await roomy.Client.SendAsync(request), HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("more than 33554432 bytes, which is the limit for JSON", problem);
    }

    [Fact]
    public async Task A_bad_job_file_is_refused_with_all_reasons_and_no_job_is_made()
    {
        using var form = Form(("job", Job.Replace("low: 0", "low: 2").Replace("molecules: 1", "molecules: x")), File(Library));

        await AssertRefused(
            await Client.PostAsync("/jobs", form),
            HttpStatusCode.BadRequest,
            "job line 4: models[0].desirability.low: must be below high, not 2 and 1.",
            "job line 6: routes.molecules: must be a number, not 'x'.");
    }

    [Fact]
    public async Task A_damaged_library_is_refused_with_a_sentence_and_no_job_is_left()
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("0.5\n", 10_000))));
        }

        using var form = Form(("job", Job), ("library", "library.smi.gz", packed.ToArray()[..30_000]));

        await AssertRefused(await Client.PostAsync("/jobs", form), HttpStatusCode.BadRequest, "library.smi.gz");
    }

    [Fact]
    public async Task A_form_without_its_parts_is_refused()
    {
        using var noLibrary = Form(("job", Job));
        using var noJob = Form(File(Library));
        using var unknown = Form(("jbo", Job), File(Library));
        using var both = Form(("job", Job), ("models", "toy"), File(Library));
        using var cut = new StringContent("--x\r\nContent-Disposition: form-data; name=\"job\"\r\n\r\nname: x") { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x") } };
        using var unbounded = new StringContent("") { Headers = { ContentType = MediaTypeHeaderValue.Parse("multipart/form-data") } };

        await AssertRefused(await Client.PostAsync("/jobs", noLibrary), HttpStatusCode.BadRequest, "no part 'library'");
        await AssertRefused(await Client.PostAsync("/jobs", noJob), HttpStatusCode.BadRequest, "no job file");
        await AssertRefused(await Client.PostAsync("/jobs", unknown), HttpStatusCode.BadRequest, "unknown part 'jbo'");
        await AssertRefused(await Client.PostAsync("/jobs", both), HttpStatusCode.BadRequest, "not both");
        await AssertRefused(await Client.PostAsync("/jobs", cut), HttpStatusCode.BadRequest, "damaged");
        await AssertRefused(await Client.PostAsync("/jobs", unbounded), HttpStatusCode.BadRequest, "no boundary");
    }

    [Fact]
    public async Task A_part_behind_the_library_ends_the_job_it_came_too_late_for()
    {
        using var form = Form(("job", Job), File(Library), ("smiles_column", "name"));

        var response = await Client.PostAsync("/jobs", form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("'smiles_column' came after the library", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_named_column_is_used()
    {
        using var form = Form(("job", Job), ("smiles_column", "second"), File("first,second\n0.1,0.2\n"));
        var job = await Finished((await Client.PostAsync("/jobs", form)).Headers.Location!);

        Assert.Equal("0.2", (await Client.GetFromJsonAsync<MoleculeDetail>($"/jobs/{job.Id}/molecules/0"))!.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_library_over_the_limit_is_refused_whether_its_size_is_known_or_not(bool known)
    {
        using var form = Form(("job", Job), File(string.Concat(Enumerable.Repeat("0.5\n", 50_000))));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/jobs") { Content = form, Headers = { TransferEncodingChunked = !known } };

        await AssertRefused(await Client.SendAsync(request), HttpStatusCode.RequestEntityTooLarge, "100000 bytes");
    }

    [Fact]
    public async Task Other_kinds_of_content_are_refused()
    {
        await AssertRefused(await Client.PostAsync("/jobs", new StringContent("CCO")), HttpStatusCode.UnsupportedMediaType, "multipart/form-data");
        await AssertRefused(await Client.PostAsync("/jobs", null), HttpStatusCode.UnsupportedMediaType, "multipart/form-data");
        await AssertRefused(await Client.PostAsync("/jobs", JsonContent.Create(new { job = Job })), HttpStatusCode.BadRequest, "molecules must list");
        await AssertRefused(await Client.PostAsync("/jobs", new StringContent("{", Encoding.UTF8, "application/json")), HttpStatusCode.BadRequest, "not JSON");
        await AssertRefused(
            await Client.PostAsync("/jobs", new StringContent("""{"molecules":[null]}""", Encoding.UTF8, "application/json")), HttpStatusCode.BadRequest, "molecules must list");
    }

    [Fact]
    public async Task What_is_not_there_is_404_and_a_bad_query_400()
    {
        var unknown = Guid.NewGuid();
        foreach (var path in new[] { "", "/results", "/rejects", "/molecules/0", "/export.csv" })
        {
            Assert.Contains($"There is no job {unknown}", await Problem(await Client.GetAsync($"/jobs/{unknown}{path}"), HttpStatusCode.NotFound));
        }

        using var form = Form(("job", Job), File(Library));
        var job = await Finished((await Client.PostAsync("/jobs", form)).Headers.Location!);
        Assert.Contains("molecule 99", await Problem(await Client.GetAsync($"/jobs/{job.Id}/molecules/99"), HttpStatusCode.NotFound));
        foreach (var path in new[] { "results", "export.csv" })
        {
            Assert.Contains("where, at character 1", await Problem(await Client.GetAsync($"/jobs/{job.Id}/{path}?where=nope"), HttpStatusCode.BadRequest));
        }

        Assert.Contains("top must be", await Problem(await Client.GetAsync($"/jobs/{job.Id}/results?top=0"), HttpStatusCode.BadRequest));
        Assert.Equal(HttpStatusCode.BadRequest, (await Client.GetAsync($"/jobs/{job.Id}/results?top=many")).StatusCode);
        Assert.Contains("Completed already", await Problem(await Client.DeleteAsync($"/jobs/{job.Id}"), HttpStatusCode.Conflict));
        await Problem(await Client.DeleteAsync($"/jobs/{unknown}"), HttpStatusCode.NotFound);
    }

    /// <summary>The toys are no molecules, so that nothing can be found; what is found is tested at the store.</summary>
    [Fact]
    public async Task A_job_is_searched_by_structure_and_a_bad_query_is_refused()
    {
        using var form = Form(("job", Job), File(Library));
        var job = await Finished((await Client.PostAsync("/jobs", form)).Headers.Location!);

        foreach (var query in new[] { "similar=CCO&threshold=0.6&top=5", "substructure=[OH]", "exact=CCO" })
        {
            var page = await Client.GetFromJsonAsync<StructurePage>($"/jobs/{job.Id}/search?{query}");
            Assert.Equal(job.Id, page!.JobId);
            Assert.Empty(page.Molecules);
        }

        foreach (var (query, reason) in new[]
        {
            ("", "Give one of"), ("similar=C&exact=C", "Give one of"), ("similar=C1CC", "is not a molecule"), ("substructure=[C", "Not a SMARTS"),
            ("exact=C&top=0", "top must be"), ("similar=C&threshold=1.5", "threshold must be"),
        })
        {
            Assert.Contains(reason, await Problem(await Client.GetAsync($"/jobs/{job.Id}/search?{query}"), HttpStatusCode.BadRequest));
        }

        var unknown = Guid.NewGuid();
        Assert.Contains($"There is no job {unknown}", await Problem(await Client.GetAsync($"/jobs/{unknown}/search?exact=C"), HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task The_description_of_the_api_names_every_path()
    {
        var description = await Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var paths = description.GetProperty("paths").EnumerateObject().Select(p => p.Name.TrimEnd('/')).Order(StringComparer.Ordinal);
        Assert.Equal(
            ["/jobs", "/jobs/{id}", "/jobs/{id}/export.csv", "/jobs/{id}/molecules/{index}", "/jobs/{id}/rejects", "/jobs/{id}/results", "/jobs/{id}/search"], paths);
    }

    [Fact]
    public async Task A_store_that_is_away_is_503()
    {
        await suite.StopStore();

        Assert.Contains("store does not answer", await Problem(await Client.GetAsync("/jobs"), HttpStatusCode.ServiceUnavailable));
        using var form = Form(("job", Job), File(Library));
        await Problem(await Client.PostAsync("/jobs", form), HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_catalog_refuses_unknown_models_at_the_door()
    {
        await using var informed = await TwoProcesses.Start(new ModelCatalog([new ModelTask("toy", "y", 0, 1, true)]));
        using var wrong = Form(("models", "tyo"), File(Library));
        using var right = Form(("models", "toy"), ("name", "quick"), File(Library));

        Assert.Contains("no model tyo; did you mean toy?", await Problem(await informed.Client.PostAsync("/jobs", wrong), HttpStatusCode.BadRequest));
        Assert.Equal(HttpStatusCode.Accepted, (await informed.Client.PostAsync("/jobs", right)).StatusCode);
    }

    private static (string, string, byte[]) File(string text) => ("library", "library.csv", Encoding.UTF8.GetBytes(text));

    /// <summary>A form of fields (name, text) and files (name, file name, bytes), in this order.</summary>
    private static MultipartFormDataContent Form(params object?[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var part in parts)
        {
            switch (part)
            {
                case (string name, string text):
                    form.Add(new StringContent(text), name);
                    break;
                case (string name, string file, byte[] bytes):
                    form.Add(new ByteArrayContent(bytes), name, file);
                    break;
            }
        }

        return form;
    }

    private Task<HttpResponseMessage> PostJson(string body) => Client.PostAsync("/jobs", new StringContent(body, Encoding.UTF8, "application/json"));

    private Task<JobStatus> Finished(Uri location, HttpClient? client = null) => Eventually.Get(
        async () => await (client ?? Client).GetFromJsonAsync<JobStatus>(location) is { IsFinished: true } job ? job : null, () => $"{location} does not finish", TimeSpan.FromSeconds(60));

    private async Task AssertRefused(HttpResponseMessage response, HttpStatusCode status, params string[] reasons)
    {
        var problem = await Problem(response, status);
        Assert.All(reasons, reason => Assert.Contains(reason, problem));
        Assert.Empty((await Client.GetFromJsonAsync<List<JobStatus>>("/jobs"))!);
    }

    private static async Task<string> Problem(HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        return JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString()!;
    }
}
