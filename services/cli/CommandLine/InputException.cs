namespace MolScreen.Cli.CommandLine;

/// <summary>What the user asked for cannot be done; the message says why and what to do, in one sentence.</summary>
public sealed class InputException : Exception
{
    public InputException(string sentence)
        : base(sentence)
    {
    }

    public InputException(string sentence, Exception inner)
        : base(sentence, inner)
    {
    }

    public InputException()
    {
    }
}
