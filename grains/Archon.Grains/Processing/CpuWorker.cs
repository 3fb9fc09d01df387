using System.Runtime.ExceptionServices;
using Archon.Domain.Documents;
using Archon.Domain.Extraction;
using Archon.GrainInterfaces.Processing;

namespace Archon.Grains.Processing;

/// <summary>What one CPU thread keeps between documents.</summary>
internal sealed class CpuWorker
{
    /// <summary>A deep tree must not overflow the stack of the thread that walks it: 16 MB instead of the default.</summary>
    public const int StackBytes = 16 * 1024 * 1024;

    /// <summary>Characters from which a page is read apart.</summary>
    private const int Huge = 512 * 1024;

    // Not thread-safe, and costly to make: one a thread.
    private readonly HtmlPageReader _html = new();

    /// <summary>
    /// Reads a page; a huge one on a thread of its own while this one waits. Its text, what it made the reader grow and the pools that hang
    /// on a thread are 40 MB for an index of 5 MB: they are gone with the thread, before the Markdown is cut up.
    /// </summary>
    public ExtractedPage ReadHtml(PageText text, Uri address, bool isRendered, CancellationToken cancellationToken)
    {
        if (text.Length < Huge)
        {
            return _html.Read(text.Take(), address, isRendered, cancellationToken);
        }

        // The body and the text decoded from it, too, are gone before the Markdown grows.
        var page = Apart(() => new HtmlPageReader { WhenOpened = Collect }.Read(text.Take(), address, isRendered, cancellationToken), CancellationToken.None);
        Collect();
        return page;
    }

    /// <summary>
    /// Reads a PDF on a thread of its own: the library that does asks nobody whether there is time left but where it unpacks something. Who gives up leaves
    /// that thread, whose niceness is that of CPU work, to find out by itself.
    /// </summary>
    public static DocumentReading ReadPdf(byte[] bytes, CancellationToken cancellationToken) =>
        Apart(() => PdfReader.Read(bytes, cancellationToken), cancellationToken);

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);

    private static T Apart<T>(Func<T> work, CancellationToken cancellationToken)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;

        // Not disposed: who gives up does not know when the thread sets it.
        var done = new ManualResetEventSlim();
        var thread = new Thread(
            () =>
            {
                ThreadNiceness.LowerThisThread();
                try
                {
                    result = work();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }

                done.Set();
            },
            StackBytes)
        {
            IsBackground = true,
            Name = "archon-cpu-apart",
        };
        thread.Start();
        done.Wait(cancellationToken);
        failure?.Throw();
        return result!;
    }
}
