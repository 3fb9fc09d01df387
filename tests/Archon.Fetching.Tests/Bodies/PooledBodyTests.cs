using System.Runtime.InteropServices;
using Archon.Fetching.Bodies;

namespace Archon.Fetching.Tests.Bodies;

public sealed class PooledBodyTests
{
    [Theory]
    [InlineData(16 * 1024)]
    [InlineData(128 * 1024)]
    [InlineData(1_000_000)]
    public void Bytes_AreWhatWasWrittenToItsRooms_WhateverItsFirstSize(int capacity)
    {
        var expected = new byte[900_001];
        new Random(1).NextBytes(expected);

        using var body = new PooledBody(capacity);
        for (var written = 0; written < expected.Length;)
        {
            var room = body.Room().Span;
            var piece = Math.Min(Math.Min(room.Length, expected.Length - written), 50_000);
            expected.AsSpan(written, piece).CopyTo(room);
            body.Advance(piece);
            written += piece;
        }

        Assert.True(body.Bytes.SequenceEqual(expected));
    }

    [Fact]
    public void Room_OfALargeBody_IsNoPartOfIt()
    {
        using var body = new PooledBody(5_000_000);

        // What a connection was given to write to it holds until it is used again.
        Assert.True(MemoryMarshal.TryGetArray<byte>(body.Room(), out var room));
        Assert.InRange(room.Array!.Length, 1, 128 * 1024);
    }
}
