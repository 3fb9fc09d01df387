using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class QuerySignsTests
{
    [Theory]
    [InlineData("HEAD~1", "Go back with `git reset HEAD~1`.")]
    [InlineData("reset to HEAD^", "git show HEAD^  # to see the parent")]
    [InlineData("git log -S", "**`-S<string>`**")]
    [InlineData("walrus operator :=", "Since 3.8 `:=` names a value.")]
    [InlineData("what does := do?", "if (n:=10) > 5")]
    [InlineData("a ??= b", "x ??= y")]
    [InlineData("shift <<", "The `<<` of integers")]
    [InlineData("shift <<", "x \\<\\< y")]
    [InlineData("--force", "Use --force.")]
    [InlineData("(--amend)", "`git commit --amend`")]
    [InlineData("the @property decorator", "    @property")]
    [InlineData("templates in C++", "In C++, a template")]
    [InlineData("x := f(a => b)", "y := 1")]
    [InlineData("$(cmd)", "say $(cmd)")]
    public void WhatIsTypedWithSigns_IsInWhatHasItSo(string query, string text) => Assert.True(QuerySigns.From(query).AreIn(text));

    [Theory]
    [InlineData("HEAD~1", "HEAD~10")]
    [InlineData("HEAD~1", "HEAD 1")]
    [InlineData("HEAD^", "HEAD^^")]
    [InlineData("git log -S", "git log -s")]
    [InlineData("git log -S", "by --S or x-S")]
    [InlineData("git log -S", "-Since")]
    [InlineData("--force", "--force-with-lease")]
    [InlineData("walrus :=", "expr ::= term")]
    [InlineData("shift <<", "left<<<<")]
    [InlineData("a := b << c", "a := b")]
    public void WhatIsTypedWithSigns_IsNotInWhatHasMoreOrLess(string query, string text) => Assert.False(QuerySigns.From(query).AreIn(text));

    [Theory]
    [InlineData("write-ahead log, two-phase?")]
    [InlineData("os.path.join and Vec::with_capacity or self->size")]
    [InlineData("what's the client's \"name\" (of it)... -- e.g. and/or")]
    [InlineData("open() vacu* ** # ---")]
    [InlineData("PQexec(conn, query) and range(10) or print(f\"{x=}\", -1)")]
    [InlineData("print(f\"")]
    [InlineData("#!/usr/bin/env python ~/.ssh/config ../conf.d /etc/hosts")]
    [InlineData("")]
    public void WhatASentenceOrANameHas_AreNoSigns(string query) => Assert.True(QuerySigns.From(query).IsEmpty);

    [Theory]
    [InlineData("git log -S", "**`-S<string>`**\n\nLooks for it.", true)]
    [InlineData("git add --dry-run", "Text.\n\n**`-n`, `--dry-run`**\n\nText.", true)]
    [InlineData("git add --dry-run", "**`add`** with `--dry-run`", false)]
    [InlineData("git add --dry-run", "Say --dry-run.", false)]
    public void WhatBeginsATerm_IsExplainedThere(string query, string content, bool expected) => Assert.Equal(expected, QuerySigns.From(query).AreExplainedIn(content));

    [Fact]
    public void Runs_AreTheWordsBetweenSigns() => Assert.Equal(["HEAD", "1"], Assert.Single(QuerySigns.From("git show HEAD~1 HEAD^ <<").Runs));
}
