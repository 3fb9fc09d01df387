using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class UnspacedTests
{
    [Theory]
    [InlineData("数据库", "数据 据库 库")]
    [InlineData("数", "数")]
    [InlineData("PostgreSQL数据库15版", "PostgreSQL 数据 据库 库 15 版")]
    [InlineData("データベース", "デー ータ タベ ベー ース ス")]
    [InlineData("데이터", "데이 이터 터")]
    [InlineData("𠮷野家", "𠮷野 野家 家")]
    [InlineData("index", "index")]
    public void Parts_AreOverlappingPairs(string word, string parts) => Assert.Equal(parts, string.Join(' ', Unspaced.Parts(word)));

    [Theory]
    [InlineData("A “quoted” index — naïve, Ωμέγα, привет", false)]
    [InlineData("the 数 index", true)]
    [InlineData("ภาษาไทย", true)]
    [InlineData("𠮷", true)]
    [InlineData("", false)]
    public void IsIn_KnowsScriptsWithoutSpaces(string text, bool isIn) => Assert.Equal(isIn, Unspaced.IsIn(text));

    [Fact]
    public void Segment_LeavesTheRestAsItIs() =>
        Assert.Equal("Use  索引 引 , then `VACUUM`.", Unspaced.Segment("Use 索引, then `VACUUM`."));

    [Fact]
    public void Mark_MarksThePartOfARun()
    {
        var words = QueryWords.From("索引 create");

        Assert.Equal("\u0002CREATE\u0003 INDEX 创建\u0002索引\u0003。", new FoundWords(words, [], isCode: false).Mark("CREATE INDEX 创建索引。"));
    }
}
