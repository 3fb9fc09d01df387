using Archon.Ports.Storage;

namespace Archon.Grains.Crawling;

/// <summary>A page claimed by this run that no lane has.</summary>
/// <param name="Page">The page.</param>
/// <param name="Origin">Scheme, host and port it is fetched from.</param>
/// <param name="Tries">Exchanges made for it since it was claimed.</param>
internal sealed record WaitingPage(FrontierPage Page, string Origin, int Tries);
