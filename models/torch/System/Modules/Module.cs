using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Something with parameters. Fields of the types Parameter and Module become its parts under the fields' names.</summary>
        public class Module(string name) : IDisposable
        {
            private readonly List<(string Name, Parameter Parameter)> ownParameters = [];
            private readonly List<(string Name, Module Module)> ownModules = [];
            private readonly string moduleName = name;

            /// <summary>Whether dropout and the like are on.</summary>
            public virtual bool training { get; private set; } = true;

            /// <summary>The module's name.</summary>
            public virtual string GetName() => moduleName;

            /// <summary>Turns training behaviour on or off, in the parts too.</summary>
            public virtual void train(bool train = true)
            {
                training = train;
                ownModules.ForEach(part => part.Module.train(train));
            }

            /// <summary>Turns training behaviour off.</summary>
            public virtual void eval() => train(false);

            /// <summary>Every parameter with its dotted name.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                ownParameters.Concat(recurse
                    ? ownModules.SelectMany(part => part.Module.named_parameters().Select(p => ($"{part.Name}.{p.name}", p.parameter)))
                    : []);

            /// <summary>Every parameter.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);

            /// <summary>The parts with their names.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children() => ownModules;

            /// <summary>The parameters by name; the tensors are the module's own.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach (var (key, parameter) in named_parameters())
                {
                    destination[string.IsNullOrEmpty(prefix) ? key : $"{prefix}.{key}"] = parameter;
                }

                return destination;
            }

            /// <summary>Copies parameters from tensors of the same names.</summary>
            /// <returns>Names of the module that were missing, and names given that it does not have.</returns>
            /// <exception cref="InvalidOperationException">With <paramref name="strict"/>, names differ.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var own = named_parameters().Where(p => skip is null || !skip.Contains(p.name)).ToDictionary(p => p.name, p => p.parameter);
                var missing = own.Keys.Where(key => !source.ContainsKey(key)).ToArray();
                var unexpected = source.Keys.Where(key => !own.ContainsKey(key) && (skip is null || !skip.Contains(key))).ToArray();
                if (strict && missing.Length + unexpected.Length > 0)
                {
                    throw new InvalidOperationException($"The state does not fit: missing [{string.Join(", ", missing)}], unexpected [{string.Join(", ", unexpected)}].");
                }

                using var off = no_grad();
                foreach (var (key, parameter) in own.Where(p => source.ContainsKey(p.Key)))
                {
                    parameter.copy_(source[key]);
                }

                return (missing, unexpected);
            }

            /// <summary>Forgets the gradients of every parameter.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (var parameter in parameters())
                {
                    parameter.grad = null;
                }
            }

            /// <summary>Adds a parameter under a name.</summary>
            public virtual void register_parameter(string name, Parameter param) => ownParameters.Add((name, param));

            /// <summary>Adds a part under a name.</summary>
            public virtual void register_module(string name, Module submodule) => ownModules.Add((name, submodule));

            /// <inheritdoc/>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Frees the parameters and parts.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                {
                    ownParameters.ForEach(part => part.Parameter.Dispose());
                    ownModules.ForEach(part => part.Module.Dispose());
                }
            }

            /// <summary>Registers the fields that are parameters or modules, in the order they are declared.</summary>
            protected virtual void RegisterComponents()
            {
                foreach (var field in GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                {
                    switch (field.GetValue(this))
                    {
                        case Parameter parameter when ownParameters.TrueForAll(part => part.Name != field.Name):
                            register_parameter(field.Name, parameter);
                            break;
                        case Module module when ownModules.TrueForAll(part => part.Name != field.Name):
                            register_module(field.Name, module);
                            break;
                    }
                }
            }

            internal void Move(Device device)
            {
                for (var i = 0; i < ownParameters.Count; i++)
                {
                    var (key, old) = ownParameters[i];
                    if (old.device.type == device.type && old.device.index == device.index)
                    {
                        continue;
                    }

                    var moved = new Parameter(old.to(device), old.requires_grad);
                    moved.DetachFromDisposeScope();
                    ownParameters[i] = (key, moved);
                    Replaced(old, moved);
                    old.Dispose();
                }

                ownModules.ForEach(part => part.Module.Move(device));
            }

            private void Replaced(Parameter old, Parameter moved)
            {
                for (var type = GetType(); type is not null; type = type.BaseType)
                {
                    foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                    {
                        if (ReferenceEquals(field.GetValue(this), old))
                        {
                            field.SetValue(this, moved);
                        }
                    }
                }
            }
        }

        /// <summary>A module of one input.</summary>
        public abstract class Module<T, TResult>(string name) : Module(name)
        {
            /// <summary>What the module computes.</summary>
            public abstract TResult forward(T input);

            /// <summary>Runs <see cref="forward"/>.</summary>
            public TResult call(T input) => forward(input);
        }
    }
}

/// <summary>Moving modules between devices.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Moves the parameters (replaces and frees the old ones) and returns the module.</summary>
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false)
        where T : torch.nn.Module
    {
        module.Move(device);
        return module;
    }
}
