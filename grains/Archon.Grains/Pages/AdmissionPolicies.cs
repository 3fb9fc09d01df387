using System.Collections.Concurrent;
using Archon.Domain.Admission;
using Archon.Domain.Crawling;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Pages;

namespace Archon.Grains.Pages;

/// <summary>The compiled rules of the crawls this silo works for; at most <see cref="Capacity"/> are kept.</summary>
internal sealed class AdmissionPolicies
{
    private const int Capacity = 256;

    private readonly ConcurrentDictionary<CrawlRules, AdmissionPolicy> _policies = new(ReferenceEqualityComparer.Instance);

    /// <summary>The rules, compiled. The same message object, as one crawl sends it with every page of a silo, is compiled once.</summary>
    public AdmissionPolicy For(CrawlRules rules)
    {
        if (_policies.TryGetValue(rules, out var known))
        {
            return known;
        }

        if (_policies.Count >= Capacity)
        {
            _policies.Clear();
        }

        return _policies[rules] = AdmissionPolicy.For(ToSettings(rules), Canonical(rules.ScopeUrl));
    }

    private static CrawlSettings ToSettings(CrawlRules rules) => new()
    {
        Url = rules.Seed,
        MaxDepth = rules.MaxDepth,
        Scope = (CrawlScope)rules.Scope,
        Mode = (CrawlMode)rules.Mode,
        Include = rules.Include,
        Exclude = rules.Exclude,
        RespectRobots = rules.RespectRobots,
    };

    private static CanonicalUrl Canonical(string url) =>
        CanonicalUrl.TryParse(url, out var canonical) ? canonical : throw new ArgumentException($"'{url}' is not a canonical URL.", nameof(url));
}
