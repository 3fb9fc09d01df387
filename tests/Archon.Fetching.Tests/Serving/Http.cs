using System.Text;

namespace Archon.Fetching.Tests.Serving;

/// <summary>Writes answers.</summary>
internal static class Http
{
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>An answer with its Content-Length; headers end each with CRLF.</summary>
    public static byte[] Answer(byte[] body, string headers = "Content-Type: text/html\r\n", string status = "200 OK") =>
        [.. Bytes($"HTTP/1.1 {status}\r\n{headers}Content-Length: {body.Length}\r\n\r\n"), .. body];

    public static byte[] Answer(string body, string headers = "Content-Type: text/html\r\n", string status = "200 OK") =>
        Answer(Encoding.UTF8.GetBytes(body), headers, status);

    /// <summary>An answer without a body and without a length.</summary>
    public static byte[] Head(string status, string headers = "") => Bytes($"HTTP/1.1 {status}\r\n{headers}\r\n");
}
