using System.Net;
using Archon.Domain.Crawling;
using Archon.Fetching.Bodies;
using Archon.Fetching.Documents;
using Archon.Ports.Fetching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Fetching.Exchanges;

/// <summary>Makes exchanges over HTTP/1.1 and HTTP/2.</summary>
internal sealed partial class HttpPageFetcher(
    FetchClients clients,
    IOptions<FetchOptions> options,
    TimeProvider clock,
    ILogger<HttpPageFetcher> logger) : IPageFetcher
{
    // Not Markdown by name: some servers give it to whoever names it, however much less it is wanted, and then the page's own links are gone.
    private const string AcceptDocuments = "text/html,application/xhtml+xml,text/plain;q=0.8,*/*;q=0.5";
    private const string AcceptMarkdown = "text/markdown,text/x-markdown;q=0.9,text/html;q=0.5,*/*;q=0.1";

    private readonly FetchOptions options = options.Value;
    private readonly string userAgent = options.Value.UserAgent;

    public async Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        ThrowIfNotHttp(request.Url);
        cancellationToken.ThrowIfCancellationRequested();

        using var deadline = new ExchangeDeadline(clock, options.Timeout, cancellationToken);
        HttpResponseMessage? response = null;
        FetchResult result;
        try
        {
            response = await SendAsync(request, deadline.Token);
            result = ResponseJudge.Judge(request, response, MaxBytes(request)) ?? await ReadAsync(request, response, deadline);
            if (response.StatusCode >= HttpStatusCode.BadRequest)
            {
                result = result with { RetryAfter = RetryAfter.Parse(Headers.First(response.Headers, "Retry-After"), clock) };
            }
        }
        catch (Exception exception)
        {
            // The stack dresses up a cancelled read in many ways; the tokens tell what it was.
            cancellationToken.ThrowIfCancellationRequested();
            var status = (int?)response?.StatusCode;
            var failure = deadline.Expired
                ? new FetchFailure(PageReason.Timeout, status, deadline.Sentence(request.Url.Host))
                : FetchFaults.Explain(exception, request.Url.Host, status);
            if (failure is null)
            {
                throw;
            }

            LogFailed(request.Url, failure.Reason, failure.Detail);
            result = failure;
        }
        finally
        {
            response?.Dispose();
        }

        return result with { Elapsed = deadline.Elapsed };
    }

    private async Task<HttpResponseMessage> SendAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, request.Url)
        {
            Version = HttpVersion.Version20,
            // Never upwards: HTTP/3 would open its own socket, past the dialer.
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        message.Headers.TryAddWithoutValidation("Accept", request.AnyContentType ? "*/*" : request.PrefersMarkdown ? AcceptMarkdown : AcceptDocuments);
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        foreach (var header in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        if (request.ETag is { } tag)
        {
            message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (request.LastModified is { } modified)
        {
            message.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        }

        return await clients.For(request.AllowPrivateAddress).SendAsync(message, cancellationToken);
    }

    private async Task<FetchResult> ReadAsync(FetchRequest request, HttpResponseMessage response, ExchangeDeadline deadline)
    {
        var budget = new BodyBudget(MaxBytes(request), options.IdleTimeout, deadline, request.Allowance);
        using var body = await BodyReader.ReadAsync(response.Content, budget, unpack: request.AnyContentType);
        return DocumentReader.Read(request, response, body.Bytes);
    }

    private long MaxBytes(FetchRequest request) => Math.Min(request.MaxBytes ?? options.MaxBytes, FetchOptions.LargestBody);

    private static void ThrowIfNotHttp(Uri url)
    {
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"'{url}' cannot be fetched; an absolute http or https address can.", nameof(url));
        }
    }
}
