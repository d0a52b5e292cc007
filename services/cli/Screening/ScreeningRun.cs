using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MolScreen.Cli.CommandLine;
using MolScreen.Cli.Hosting;
using MolScreen.Cli.Output;
using MolScreen.Contracts.Results;
using MolScreen.Contracts.Screening;
using MolScreen.Planner;
using MolScreen.Scorer;
using MolScreen.Store.Intake;
using MolScreen.Store.Queries;

namespace MolScreen.Cli.Screening;

/// <summary>One <c>molscreen screen</c>: the suite in this process, from library to report.</summary>
internal sealed class ScreeningRun(ScreeningRequest request, TextWriter output, TextWriter error)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the job to its end.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> Run(CancellationToken cancel)
    {
        var specification = RequestedJob.Specification(request);
        if (request.Output is { } path and not "-")
        {
            OutputFile.RequireWritable(path);
        }

        var database = Path.GetFullPath(request.Database);
        using var host = SuiteHost.Quiet(database);
        Open(host.Services, specification);
        await host.StartAsync(cancel);
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        var queries = host.Services.GetRequiredService<ScreeningQueries>();
        JobStatus? job = null;
        try
        {
            var id = await JobIdentity.Of(
                request, specification, host.Services.GetRequiredService<IOptions<PlannerOptions>>().Value, queries, ended.Token);
            job = await queries.Job(id, ended.Token);
            if (job is not null)
            {
                await error.WriteLineAsync(job.IsFinished
                    ? $"{request.Library} was screened so before; these are its results from {request.Database}"
                    : $"going on with a job that was interrupted: {job.Scored + job.Rejected} of {job.Molecules} molecules are done");
            }

            job ??= await Submit(host.Services.GetRequiredService<ScreeningIntake>(), id, specification, ended.Token);
            job = await Finish(queries, job, ended.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await host.StopAsync(CancellationToken.None);
            await error.WriteLineAsync(job is null || request.FromStandardInput
                ? "molscreen: interrupted"
                : $"molscreen: interrupted; the same command goes on where it stopped, and so does `molscreen serve --db {request.Database}`");
            return ExitCode.Interrupted;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await host.StopAsync(CancellationToken.None);
            await error.WriteLineAsync($"molscreen: a service of this process ended by itself; what is in {request.Database} is kept");
            return ExitCode.Failed;
        }

        var code = await Report(queries, job, cancel);
        await host.StopAsync(CancellationToken.None);
        return code;
    }

    /// <summary>Loads models and planner now: what is broken is told before any work.</summary>
    private static void Open(IServiceProvider services, ScreeningSpecification specification)
    {
        try
        {
            foreach (var objective in specification.Objectives)
            {
                services.GetRequiredService<LoadedModels>().Get(objective.Model);
            }
        }
        catch (UnusableModelException exception)
        {
            throw new InputException(exception.Message, exception);
        }

        if (specification.Routes is { Molecules: > 0 })
        {
            services.GetRequiredService<LoadedPlanner>().Get();
        }
    }

    private async Task<JobStatus> Submit(ScreeningIntake intake, Guid id, ScreeningSpecification specification, CancellationToken cancel)
    {
        await using var library = request.FromStandardInput ? Console.OpenStandardInput() : File.OpenRead(request.Library);
        var name = request.FromStandardInput ? "standard input" : Path.GetFileName(request.Library);
        var submission = new LibrarySubmission(
            id, "command line", specification, name, request.Columns.SmilesColumn, request.Columns.IdColumn);
        return await intake.Submit(submission, library, cancel);
    }

    private async Task<JobStatus> Finish(ScreeningQueries queries, JobStatus job, CancellationToken cancel)
    {
        using (var progress = new Progress(error, "molecules"))
        {
            while (job.State is JobState.Queued or JobState.Running)
            {
                progress.Report(job.Scored + job.Rejected, job.Molecules, $"{job.Rejected} rejected");
                await Task.Delay(Interval, cancel);
                job = (await queries.Job(job.Id, cancel))!;
            }
        }

        using (var progress = new Progress(error, "routes"))
        {
            while (!job.IsFinished)
            {
                progress.Report(job.RoutesFound + job.RoutesNotFound, job.RoutesRequested, $"{job.RoutesFound} found");
                await Task.Delay(Interval, cancel);
                job = (await queries.Job(job.Id, cancel))!;
            }
        }

        return job;
    }

    private async Task<int> Report(ScreeningQueries queries, JobStatus job, CancellationToken cancel)
    {
        if (job.State != JobState.Completed)
        {
            await error.WriteLineAsync($"molscreen: the job {(job.State == JobState.Cancelled ? "was cancelled" : $"failed: {job.Failure}")}");
            return ExitCode.Failed;
        }

        if (request.Output is { } path)
        {
            using var file = OutputFile.Open(path, output);
            await queries.Export(job.Id, null, null, null, file.Writer, cancel);
            file.Commit();
        }

        // With the CSV on standard output, the report is for people beside it.
        await new ScreeningReport(queries, job, request).Write(request.Output == "-" ? error : output, cancel);
        return ExitCode.Ok;
    }
}
