using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Archon.Client;
using Archon.GrainInterfaces.Progress;

namespace Archon.Chaos.Users;

/// <summary>Reads a crawl's events as a browser does, over bare SSE: after a lost or silent connection, or when told to, at the next gateway with the last id it saw.</summary>
internal sealed class HoppingReader(IReadOnlyList<Uri> gateways, string crawlId, Sequence sequence, int first) : IDisposable
{
    // The gateway says something every 15 s.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(40) };
    private readonly Lock _gate = new();
    private CancellationTokenSource _connection = new();
    private readonly List<(int Connections, TaskCompletionSource Reached)> _waiting = [];
    private int _at = first;

    /// <summary>Connections that were opened.</summary>
    public int Connections { get; private set; }

    /// <summary>Completes once so many connections were opened.</summary>
    public Task WhenConnected(int connections)
    {
        lock (_gate)
        {
            if (Connections >= connections)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((connections, reached));
            return reached.Task;
        }
    }

    /// <summary>Goes to the next gateway at once; between two connections it is on its way already.</summary>
    public void Hop()
    {
        lock (_gate)
        {
            _connection.Cancel();
        }
    }

    /// <summary>Ends after the terminal event.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (!sequence.IsOver)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var connection = Connect(cancellationToken);
            try
            {
                await ReadOnceAsync(gateways[_at % gateways.Count], connection);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or JsonException)
            {
                // Half an event is a lost connection too.
            }

            if (!sequence.IsOver)
            {
                _at++;
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _connection.Dispose();
    }

    private CancellationTokenSource Connect(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _connection.Dispose();
            _connection = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            return _connection;
        }
    }

    private void CountConnection()
    {
        lock (_gate)
        {
            Connections++;
            foreach (var (_, reached) in _waiting.Where(waiter => waiter.Connections <= Connections))
            {
                reached.TrySetResult();
            }

            _waiting.RemoveAll(waiter => waiter.Connections <= Connections);
        }
    }

    private async Task ReadOnceAsync(Uri gateway, CancellationTokenSource connection)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, $"api/crawls/{crawlId}/events"));
        if (sequence.Last > 0)
        {
            request.Headers.Add("Last-Event-ID", sequence.Last.ToString(CultureInfo.InvariantCulture));
        }

        var token = connection.Token;
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.NoContent)
        {
            sequence.Find($"was told {(int)response.StatusCode} by {gateway} after {sequence.Last}");
            return;
        }

        if (!response.IsSuccessStatusCode)
        {
            return;
        }

        CountConnection();
        await using var body = await response.Content.ReadAsStreamAsync(token);
        await foreach (var item in SseParser.Create(new Watched(body, Silence), (_, data) => JsonSerializer.Deserialize<CrawlProgress>(data, ArchonJson.Options)!).EnumerateAsync(token))
        {
            if (item.EventId != item.Data.Sequence.ToString(CultureInfo.InvariantCulture))
            {
                sequence.Find($"was given id {item.EventId} for event {item.Data.Sequence}");
            }

            sequence.Take(item.Data);
        }
    }

    /// <summary>A body whose silence is a lost connection.</summary>
    private sealed class Watched(Stream inner, TimeSpan silence) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(silence);
            return await inner.ReadAsync(buffer, patience.Token);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
