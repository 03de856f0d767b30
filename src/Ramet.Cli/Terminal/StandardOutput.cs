using Microsoft.Win32.SafeHandles;

namespace Ramet.Cli.Terminal;

/// <summary>
/// Standard output that says when its reader is gone. The stream of <see cref="Console"/> swallows that, and a query would run to its
/// end for nobody.
/// </summary>
internal static class StandardOutput
{
    private const int UnixStandardOutput = 1;

    /// <summary>Opens the stream. A write after the reader has gone throws <see cref="OutputClosedException"/>.</summary>
    public static Stream Open()
    {
        var stream = Console.OpenStandardOutput();
        // A FileStream on a file would write at a position of its own, over what others append to the same file.
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
            return stream;
        var pipe = new FileStream(new SafeFileHandle(UnixStandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? stream : new PipeStream(pipe);
    }

    /// <summary>A pipe's writing end.</summary>
    private sealed class PipeStream(FileStream pipe) : Stream
    {
        /// <summary>errno of a write into a pipe that nobody reads, the same on Linux and macOS; it is the exception's HResult.</summary>
        private const int BrokenPipe = 32;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                pipe.Write(buffer);
            }
            catch (IOException exception) when (exception.HResult == BrokenPipe)
            {
                throw new OutputClosedException(exception);
            }
        }

        public override void Flush()
        {
            // Nothing is held back: the buffer belongs to the writer above.
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
