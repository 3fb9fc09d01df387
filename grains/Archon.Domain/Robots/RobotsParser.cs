using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Archon.Domain.Robots;

/// <summary>Reads robots.txt line by line into groups.</summary>
internal sealed class RobotsParser
{
    private const int MaxBytes = 500 * 1024;
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(1);

    private readonly Dictionary<string, Draft> _groups = new(StringComparer.Ordinal);
    private readonly List<Draft> _current = [];
    private readonly List<string> _sitemaps = [];
    private bool _inRules;

    public RobotsTxt Parse(string text)
    {
        foreach (var line in WithinLimit((text ?? "").TrimStart('\uFEFF')).AsSpan().EnumerateLines())
        {
            ReadLine(line);
        }

        return new RobotsTxt([.. _groups.Select(group => group.Value.Finish(group.Key))], [.. _sitemaps.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The whole lines within the first 500 KiB: half a line may say the opposite of what was meant.</summary>
    private static string WithinLimit(string text)
    {
        if (Encoding.UTF8.GetMaxByteCount(text.Length) <= MaxBytes || Encoding.UTF8.GetByteCount(text) <= MaxBytes)
        {
            return text;
        }

        Encoding.UTF8.GetEncoder().Convert(text, new byte[MaxBytes], flush: false, out var kept, out _, out _);
        return text[..(text.LastIndexOfAny(['\n', '\r'], kept - 1) + 1)];
    }

    private void ReadLine(ReadOnlySpan<char> line)
    {
        var comment = line.IndexOf('#');
        line = comment < 0 ? line : line[..comment];
        var colon = line.IndexOf(':');
        if (colon < 0)
        {
            return;
        }

        var value = line[(colon + 1)..].Trim().ToString();
        switch (line[..colon].Trim().ToString().ToLowerInvariant())
        {
            case "user-agent":
                BeginOrExtendGroup(value);
                break;
            case "allow":
                AddRule(allows: true, value);
                break;
            case "disallow":
                AddRule(allows: false, value);
                break;
            case "crawl-delay":
                AddDelay(value);
                break;
            case "sitemap" when value.Length > 0:
                _sitemaps.Add(value);
                break;
        }
    }

    private void BeginOrExtendGroup(string value)
    {
        if (_inRules)
        {
            _current.Clear();
            _inRules = false;
        }

        var token = value.StartsWith('*') ? "*" : RobotsGroup.ReadToken(value);
        if (token.Length == 0)
        {
            return;
        }

        if (!_groups.TryGetValue(token, out var group))
        {
            _groups.Add(token, group = new Draft());
        }

        _current.Add(group);
    }

    private void AddRule(bool allows, string path)
    {
        _inRules = true;

        // An empty path is no rule: "Disallow:" allows everything by not forbidding anything.
        if (path.Length == 0 || _current.Count == 0)
        {
            return;
        }

        var rule = new RobotsRule(allows, new RobotsPattern(path));
        foreach (var group in _current)
        {
            group.Rules.Add(rule);
        }
    }

    private void AddDelay(string value)
    {
        _inRules = true;

        // The framework also reads "NaN" and "-Infinity" as numbers.
        if (!double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds is not >= 0)
        {
            return;
        }

        var delay = TimeSpan.FromSeconds(Math.Min(seconds, MaxDelay.TotalSeconds));
        foreach (var group in _current)
        {
            group.Delay = group.Delay is { } longer && longer > delay ? longer : delay;
        }
    }

    private sealed class Draft
    {
        public List<RobotsRule> Rules { get; } = [];

        public TimeSpan? Delay { get; set; }

        public RobotsGroup Finish(string token) => new(
            token,
            [.. Rules.OrderByDescending(rule => rule.Pattern.Length).ThenByDescending(rule => rule.Allows)],
            Delay);
    }
}
