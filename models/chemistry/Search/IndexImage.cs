using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Text;

namespace MolScreen.Chemistry.Search;

/// <summary>The bytes of an index, in memory of this process or mapped from its file. Disposed when nobody uses it any more.</summary>
internal sealed unsafe class IndexImage : SafeHandle
{
    private readonly MemoryMappedFile? file;
    private readonly MemoryMappedViewAccessor? view;

    /// <summary>Zeroed memory for an index.</summary>
    public IndexImage(IndexFormat format)
        : base(0, ownsHandle: true)
    {
        Format = format;
        SetHandle((nint)NativeMemory.AlignedAlloc((nuint)format.Length, 64));
        for (var done = 0L; done < format.Length; done += 1 << 30)
        {
            new Span<byte>((byte*)handle + done, (int)Math.Min(1 << 30, format.Length - done)).Clear();
        }
    }

    private IndexImage(MemoryMappedFile file, MemoryMappedViewAccessor view, IndexFormat format)
        : base(0, ownsHandle: true)
    {
        (this.file, this.view, Format) = (file, view, format);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        SetHandle((nint)start);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>What is where.</summary>
    public IndexFormat Format { get; }

    /// <summary>Start of a section; valid while the image is not released.</summary>
    public byte* this[IndexSection section] => (byte*)handle + Format.Starts[(int)section];

    /// <summary>Maps a file and checks it whole.</summary>
    /// <exception cref="IndexException">The file cannot be used.</exception>
    public static IndexImage Map(string path)
    {
        MemoryMappedFile? file = null;
        MemoryMappedViewAccessor? view = null;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            Span<byte> header = stackalloc byte[IndexFormat.HeaderBytes];
            var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
            var format = IndexFormat.Read(MemoryMarshal.Cast<byte, long>(header[..read]), stream.Length, out var hash);
            file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            var image = new IndexImage(file, view, format);
            (file, view) = (null, null);
            if (image.ContentHash() != hash)
            {
                image.Dispose();
                throw new IndexException("is damaged: build it again");
            }

            return image;
        }
        catch (IndexException e)
        {
            throw new IndexException($"{path} {e.Message}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexException($"{path} cannot be read as an index: {e.Message}", e);
        }
        finally
        {
            view?.Dispose();
            file?.Dispose();
        }
    }

    /// <summary>Writes the header over complete sections.</summary>
    public void Seal() => Format.Seal(new Span<long>((void*)handle, IndexFormat.HeaderBytes / 8), ContentHash());

    /// <summary>Writes everything.</summary>
    public void CopyTo(Stream stream)
    {
        for (var done = 0L; done < Format.Length; done += 1 << 24)
        {
            stream.Write(new ReadOnlySpan<byte>((byte*)handle + done, (int)Math.Min(1 << 24, Format.Length - done)));
        }
    }

    /// <summary>A text of a section of texts.</summary>
    public string Text(IndexSection offsets, int molecule) => Encoding.UTF8.GetString(Bytes(offsets, molecule));

    /// <summary>The bytes of a text; the section follows its offsets.</summary>
    public ReadOnlySpan<byte> Bytes(IndexSection offsets, int molecule)
    {
        var ends = (long*)this[offsets] + molecule;
        return new ReadOnlySpan<byte>(this[offsets + 1] + ends[0], (int)(ends[1] - ends[0]));
    }

    protected override bool ReleaseHandle()
    {
        if (view is null)
        {
            NativeMemory.AlignedFree((void*)handle);
        }
        else
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file!.Dispose();
        }

        return true;
    }

    private ulong ContentHash()
    {
        var hash = 0UL;
        for (var done = (long)IndexFormat.HeaderBytes; done < Format.Length; done += 1 << 24)
        {
            hash = IndexFormat.Hash(new ReadOnlySpan<ulong>((byte*)handle + done, (int)(Math.Min(1 << 24, Format.Length - done) / 8)), hash);
        }

        return hash;
    }
}
