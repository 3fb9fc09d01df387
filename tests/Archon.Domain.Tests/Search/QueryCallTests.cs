using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class QueryCallTests
{
    [Theory]
    [InlineData("range(10)", "range")]
    [InlineData(" PQexec(conn, query);", "PQexec")]
    [InlineData("asyncio.run(main())", "asyncio.run")]
    [InlineData("Vec::new()", "Vec::new")]
    [InlineData("git-rebase(1)", "git-rebase")]
    [InlineData("__import__(name)", "__import__")]
    [InlineData("open(\"a.txt", "open")]
    [InlineData("open(\"a.txt\", mode", null)]
    [InlineData("range(10) of numbers", null)]
    [InlineData("def f(x)", null)]
    [InlineData("f(x)(y)", null)]
    [InlineData("(range)", null)]
    [InlineData("$(cmd)", null)]
    [InlineData("range", null)]
    [InlineData("", null)]
    public void NameIn_IsWhatStandsBeforeTheArguments(string query, string? name) => Assert.Equal(name, QueryCall.NameIn(query));

    [Theory]
    [InlineData("use range(10) or f(g(-1), 2) now", "use range or f now")]
    [InlineData("print(f\"{x=} -W error", "print -W error")]
    [InlineData("f(a)[0] (aside) $(cmd)", "f[0] (aside) $(cmd)")]
    [InlineData("f(", "f")]
    [InlineData("HEAD^", "HEAD^")]
    [InlineData("", "")]
    public void WithoutArguments_LeavesNames(string query, string names) => Assert.Equal(names, QueryCall.WithoutArguments(query));
}
