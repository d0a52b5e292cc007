namespace MolScreen.Cli.Doctor;

/// <summary>A program that some uses of the suite start.</summary>
/// <param name="Part">What it is called in the report.</param>
/// <param name="Names">Names under which distributions install it.</param>
/// <param name="Remedy">What installs it, and who needs it.</param>
public sealed record SystemProgram(string Part, IReadOnlyList<string> Names, string Remedy)
{
    /// <summary>Programs that single commands, tests or deployments need.</summary>
    public static IReadOnlyList<SystemProgram> All { get; } =
    [
        new("RabbitMQ", ["rabbitmq-server"], "apt install rabbitmq-server (for services on several machines, and tests)"),
        new("PostgreSQL", ["postgres", "psql"], "apt install postgresql (for tests)"),
        new("CMake", ["cmake"], "apt install cmake (to build)"),
        new("Make", ["make"], "apt install make (to build)"),
        new("C++ compiler", ["g++", "clang++"], "apt install g++ (to build)"),
    ];

    /// <summary>Looks along <c>PATH</c> and the administrator's folders.</summary>
    public Finding Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        var found = (from folder in folders.Concat(["/usr/sbin", "/sbin"])
                     from name in Names
                     let path = Path.Combine(folder, name)
                     where File.Exists(path)
                     select path).FirstOrDefault();
        return found is null
            ? new Finding(Part, FindingState.Optional, $"not found: {Remedy}")
            : new Finding(Part, FindingState.Ok, found);
    }
}
