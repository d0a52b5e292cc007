using MolScreen.Cli.CommandLine;

namespace MolScreen.Cli.Tests.CommandLine;

/// <summary>Whatever goes wrong is one sentence on standard error and a code that scripts can use.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData("no-such-command")]
    [InlineData("doctor", "--no-such-option")]
    [InlineData("features")]
    [InlineData("features", "not a molecule")]
    [InlineData("predict", "no-such-file.smi", "--model", "esol")]
    [InlineData("predict", "no-such-file.smi", "--model", "no-such-model")]
    [InlineData("evaluate", "no-such-model", "no-such-file.csv")]
    [InlineData("train", "no-such-file.csv", "--out", "nowhere")]
    [InlineData("plan", "CCO", "--calls", "0")]
    [InlineData("plan", "CCO", "--model", "no-such-model")]
    [InlineData("query", "last", "--db", "no-such.db")]
    [InlineData("stock", "build", "no-such-file.smi", "--out", "nowhere.bin")]
    public async Task Input_that_cannot_be_used_is_one_sentence_and_code_2(params string[] args)
    {
        var run = await CommandRun.Of(args);

        Assert.Equal(ExitCode.BadInput, run.Code);
        Assert.Equal("", run.Output);
        Assert.StartsWith("molscreen: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void An_interruption_has_the_code_of_the_signal() =>
        Assert.Equal(ExitCode.Interrupted, Failure.Of(new OperationCanceledException()).Code);

    [Fact]
    public void Of_several_failures_side_by_side_the_first_is_said()
    {
        var failure = Failure.Of(new AggregateException(new DllNotFoundException("libtorch is missing."), new DllNotFoundException("libtorch is missing.")));

        Assert.Equal(ExitCode.Failed, failure.Code);
        Assert.StartsWith("libtorch is missing.", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_is_shown_whole()
    {
        var failure = Failure.Of(new InvalidOperationException("unforeseen"));

        Assert.Equal(ExitCode.Failed, failure.Code);
        Assert.Contains("InvalidOperationException", failure.Sentence, StringComparison.Ordinal);
    }
}
