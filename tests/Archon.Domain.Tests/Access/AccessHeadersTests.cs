using Archon.Domain.Access;

namespace Archon.Domain.Tests.Access;

public sealed class AccessHeadersTests
{
    private readonly AccessHeaders _headers = new();

    [Fact]
    public void WhatPeopleKnow_BecomesHeaders()
    {
        _headers.Add("X-Api-Key", "a b");
        _headers.AddCookies([new("sid", "1=2"), new("lang", "en")]);
        _headers.AddBasic("mé", "p:w");

        Assert.Null(_headers.Error);
        Assert.Equal(
            [new RequestHeader("X-Api-Key", "a b"), new RequestHeader("Cookie", "sid=1=2; lang=en"), new RequestHeader("Authorization", "Basic bcOpOnA6dw==")],
            _headers.ToImmutable());
    }

    [Fact]
    public void ABearerToken_IsSentAsOne()
    {
        _headers.AddBearer("ab.c-_~+/=");

        Assert.Equal([new RequestHeader("Authorization", "Bearer ab.c-_~+/=")], _headers.ToImmutable());
    }

    [Theory]
    [InlineData("", "x", "A header's name is one word")]
    [InlineData("X Key", "x", "A header's name is one word")]
    [InlineData("X-Key:", "x", "A header's name is one word")]
    [InlineData("X-Kéy", "x", "A header's name is one word")]
    [InlineData("host", "e.org", "The header host cannot be given")]
    [InlineData("Transfer-Encoding", "chunked", "cannot be given")]
    [InlineData("If-None-Match", "x", "cannot be given")]
    [InlineData("User-Agent", "x", "cannot be given")]
    [InlineData("Proxy-Authorization", "x", "cannot be given")]
    [InlineData("X-Key", "", "printable ASCII in one line")]
    [InlineData("X-Key", "a\r\nHost: b", "printable ASCII in one line")]
    [InlineData("X-Key", "a\0", "printable ASCII in one line")]
    [InlineData("X-Key", " a", "without spaces around it")]
    [InlineData("X-Key", "é", "printable ASCII")]
    public void AHeaderThatCannotBeSent_IsRefused_WithoutItsValue(string name, string value, string part)
    {
        _headers.Add(name, value);

        Assert.Equal("access.headers", _headers.Error?.Field);
        Assert.Contains(part, _headers.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(_headers.ToImmutable());
    }

    [Theory]
    [InlineData("", "p")]
    [InlineData("a:b", "p")]
    [InlineData("a", "p\n")]
    [InlineData("a\u0007", "p")]
    public void AUserThatCannotBeSent_IsRefused(string user, string password)
    {
        _headers.AddBasic(user, password);

        Assert.Equal("access.basic", _headers.Error?.Field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer abc")]
    [InlineData("ab\n")]
    public void ATokenThatCannotBeSent_IsRefused(string token)
    {
        _headers.AddBearer(token);

        Assert.Equal("access.bearer", _headers.Error?.Field);
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("a b", "x")]
    [InlineData("a=", "x")]
    [InlineData("a", "x; b=y")]
    [InlineData("a", "x\n")]
    public void ACookieThatCannotBeSent_IsRefused(string name, string value)
    {
        _headers.AddCookies([new(name, value)]);

        Assert.Equal("access.cookies", _headers.Error?.Field);
    }

    [Fact]
    public void TwoWaysToSayWhoReads_AreRefused()
    {
        _headers.AddBearer("abc");
        _headers.Add("AUTHORIZATION", "Basic x");

        Assert.Equal("The header AUTHORIZATION is given twice (a user name, a token and cookies are headers, too).", _headers.Error?.Message);
    }

    [Fact]
    public void TooMuch_IsRefused()
    {
        _headers.Add("X-Long", new string('a', AccessHeaders.MaxValueLength + 1));
        Assert.Equal("The value of X-Long has 8,193 characters; at most 8,192 are allowed.", _headers.Error?.Message);

        var many = new AccessHeaders();
        foreach (var number in Enumerable.Range(0, AccessHeaders.MaxHeaders + 1))
        {
            many.Add($"X-{number}", "a");
        }

        Assert.Equal("At most 32 headers can be given.", many.Error?.Message);
    }

    [Fact]
    public void AHeader_IsNotPrinted() => Assert.Equal("Cookie: (hidden)", new RequestHeader("Cookie", "sid=1").ToString());
}
