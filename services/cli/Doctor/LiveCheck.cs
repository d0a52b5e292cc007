using MolScreen.Chemistry;
using MolScreen.Torch.OpenBlas;

namespace MolScreen.Cli.Doctor;

/// <summary>Parts that are loaded and asked, because being there is not the same as working.</summary>
internal static class LiveCheck
{
    /// <summary>Standardizes one molecule through the native library.</summary>
    public static Finding Chemistry()
    {
        try
        {
            var batch = MoleculeProcessor.Process(["OC(=O)c1ccccc1.[Na]"], MoleculeParts.Graph | MoleculeParts.Smiles);
            return new Finding("chemistry", FindingState.Ok, $"loaded, benzoic acid reads as {batch.Smiles![0]}");
        }
        catch (ChemistryException e)
        {
            return new Finding("chemistry", FindingState.Missing, e.Message);
        }
    }

    /// <summary>Which kernels matrix products run on; wrong ones cost a factor of four.</summary>
    public static Finding OpenBlas()
    {
        try
        {
            var info = OpenBlasInfo.Read();
            return new Finding("BLAS kernels", FindingState.Ok, $"{info.Core}, chosen by {Chooser(info.Source)} (OPENBLAS_CORETYPE overrides)");
        }
        catch (DllNotFoundException e)
        {
            return new Finding("BLAS kernels", FindingState.Missing, e.Message);
        }
    }

    /// <summary>Whether libtorch loads, and how many GPUs it sees.</summary>
    public static Finding Gpu()
    {
        try
        {
            var count = TorchSharp.torch.cuda.device_count();
            return new Finding("GPU", count > 0 ? FindingState.Ok : FindingState.Optional, count > 0 ? $"{count} with CUDA" : "none that libtorch can use; networks run on the processor");
        }
        catch (DllNotFoundException e)
        {
            return new Finding("GPU", FindingState.Optional, e.Message);
        }
    }

    private static string Chooser(CoreTypeSource source) => source switch
    {
        CoreTypeSource.User => "OPENBLAS_CORETYPE",
        CoreTypeSource.ProcessorFlags => "the processor's feature flags",
        _ => "OpenBLAS itself",
    };
}
