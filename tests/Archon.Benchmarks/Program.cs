using System.CommandLine;
using Archon.Benchmarks.Cluster;
using Archon.Benchmarks.Completeness;
using Archon.Benchmarks.Crawling;
using Archon.Benchmarks.Embedding;
using Archon.Benchmarks.Gateway;
using Archon.Benchmarks.Rendering;
using Archon.Benchmarks.Searching;
using Archon.Benchmarks.Text;

var site = new Option<string>("--site") { Description = "Folder of HTML pages with an index.html, such as postgresql-doc-15's.", DefaultValueFactory = _ => ".cache/postgresql-doc-15/usr/share/doc/postgresql-doc-15/html" };
var url = new Option<string?>("--url") { Description = "Seed on a site that is served already, instead of --site." };
var pages = new Option<int>("--pages") { Description = "Pages read for a text benchmark.", DefaultValueFactory = _ => 1200 };
var archon = new Option<string>("--archon") { Description = "The archon program to measure.", DefaultValueFactory = _ => Path.GetFullPath("archon") };
var concurrency = new Option<int>("--concurrency") { Description = "Pages fetched at once.", DefaultValueFactory = _ => 16 };
var latency = new Option<int>("--latency") { Description = "Milliseconds every answer of the site is late.", DefaultValueFactory = _ => 0 };
var maxPages = new Option<int>("--max-pages") { Description = "Page limit of the crawl.", DefaultValueFactory = _ => 100_000 };
var alone = new Option<bool>("--no-scrapy") { Description = "Leave the peer out (Debian's python3-scrapy)." };

var turns = new Option<int>("--rounds") { Description = "Crawls of each, taking turns; the ratio is that of the medians.", DefaultValueFactory = _ => 3 };

var crawl = new Command("crawl", "Crawls a site with archon and with Scrapy in one run and prints both and the ratio.") { site, url, archon, concurrency, latency, maxPages, alone, turns };
crawl.SetAction(result => result.GetValue(url) is { } seed
    ? CrawlBenchmark.RunAsync(result.GetValue(archon)!, seed, result.GetValue(concurrency), result.GetValue(maxPages), !result.GetValue(alone), result.GetValue(turns))
    : CrawlBenchmark.RunAsync(
    result.GetValue(archon)!, result.GetValue(site)!, result.GetValue(concurrency), result.GetValue(latency), result.GetValue(maxPages), !result.GetValue(alone), result.GetValue(turns)));
var stores = new Command("stores", "Crawls a site with one node on SQLite and one on PostgreSQL in one run and prints both and the ratio; 1 when it misses its bar.") { site, archon, concurrency, turns };
stores.SetAction(result => StoresBenchmark.RunAsync(result.GetValue(archon)!, result.GetValue(site)!, result.GetValue(concurrency), result.GetValue(turns)));
var slowPages = new Option<int>("--pages") { Description = "Pages of the slow site; those from the 25th to the 95th hundredth are timed.", DefaultValueFactory = _ => 8000 };
var late = new Option<int>("--latency") { Description = "Milliseconds every answer of the site is late.", DefaultValueFactory = _ => 300 };
var scale = new Command("scale", "Crawls a slow site with one silo and with three, as processes on PostgreSQL, and prints the ratio; 1 when it misses its bar.") { archon, slowPages, late, concurrency };
scale.SetAction(result => ScaleBenchmark.RunAsync(result.GetValue(archon)!, result.GetValue(slowPages), result.GetValue(late), result.GetValue(concurrency)));
var manyPages = new Option<int>("--pages") { Description = "Pages of the site, which are made as they are asked for.", DefaultValueFactory = _ => 100_000 };
var sqlite = new Option<bool>("--sqlite") { Description = "On SQLite instead of PostgreSQL." };
var flat = new Command("flat", "Crawls very many small pages and prints speed and memory of each tenth; 1 when it misses its bars.") { archon, manyPages, concurrency, sqlite };
flat.SetAction(result => FlatBenchmark.RunAsync(result.GetValue(archon)!, result.GetValue(manyPages), result.GetValue(concurrency), result.GetValue(sqlite)));
var scripted = new Option<int>("--max-pages") { Description = "Pages that are rendered.", DefaultValueFactory = _ => 400 };
var firstPage = new Option<string>("--seed") { Description = "The page of --site that the crawls begin with; its folder is their scope.", DefaultValueFactory = _ => "index.html" };
var noPeer = new Option<bool>("--no-crawlee") { Description = "Leave the peer out (npm's crawlee, installed under .cache on first use)." };
var rendering = new Command("render", "Renders a site that is written by JavaScript, by archon and by Crawlee in one run; 1 when it misses its bars.") { site, firstPage, archon, scripted, noPeer };
rendering.SetAction(result => RenderBenchmark.RunAsync(result.GetValue(archon)!, result.GetValue(site)!, result.GetValue(firstPage)!, result.GetValue(scripted), !result.GetValue(noPeer)));
var seedFiles = new Argument<string[]>("seeds") { Description = "First pages of sites, such as /usr/share/doc/python3/html/index.html; the folder of each is the site.", Arity = ArgumentArity.OneOrMore };
var completeness = new Command("completeness", "Compares what crawls ask for with what a reader reaches by clicking, by links and by a sitemap; 1 when they differ.") { seedFiles, archon };
completeness.SetAction(result => CompletenessBenchmark.RunAsync(result.GetValue(archon)!, result.GetValue(seedFiles)!));
var markdown = new Command("markdown", "HTML → Markdown, MB/s on one core, warm.") { site, pages };
markdown.SetAction(result => TextBenchmarks.Markdown(result.GetValue(site)!, result.GetValue(pages)));
var folders = new Argument<string[]>("folders") { Description = "Folders of HTML pages, of different generators.", Arity = ArgumentArity.OneOrMore };
var sampled = new Option<int>("--sample") { Description = "Pages of each folder whose Markdown is rendered back.", DefaultValueFactory = _ => 200 };
var shown = new Option<int>("--show") { Description = "Differences shown of each kind.", DefaultValueFactory = _ => 3 };
var fidelity = new Command("fidelity", "Compares code, chunks and Markdown with the pages they are made of; 1 when a bar is missed.") { folders, sampled, shown };
fidelity.SetAction(result => FidelityBenchmark.Run(result.GetValue(folders)!, result.GetValue(sampled), result.GetValue(shown)));
var chunking = new Command("chunking", "Markdown → chunks, code examples and vectors, MB/s on one core, warm.") { site, pages };
chunking.SetAction(result => TextBenchmarks.Chunking(result.GetValue(site)!, result.GetValue(pages)));
var noDifflib = new Option<bool>("--no-difflib") { Description = "Leave the peer out (Python's difflib)." };
var duplicates = new Command("duplicates", "How long it takes to find code examples that are nearly the same, against all pairs; 1 when it misses its bars.") { noDifflib };
duplicates.SetAction(result => DuplicatesBenchmark.Run(!result.GetValue(noDifflib)));
var wrappers = new Command("wrappers", "A page of 139 KB with 1,600 wrappers around code → Markdown, chunks and code examples; 1 when it takes longer than 50 ms.");
wrappers.SetAction(_ => WrappersBenchmark.Run());
var urls = new Command("urls", "Links → canonical URLs, warm.") { site, pages };
urls.SetAction(result => TextBenchmarks.Urls(result.GetValue(site)!, result.GetValue(pages)));
var rounds = new Option<int>("--rounds") { Description = "Requests of each kind.", DefaultValueFactory = _ => 300 };
var latencies = new Command("latency", "How fast add, status and cancel answer while a crawl runs at full speed.") { site, archon, rounds };
latencies.SetAction(result => LatencyBenchmark.RunAsync(result.GetValue(archon)!, result.GetValue(site)!, result.GetValue(rounds)));
var chunks = new Option<int>("--chunks") { Description = "Passages of the synthetic store.", DefaultValueFactory = _ => 100_000 };
var data = new Option<string?>("--data") { Description = "Folder of the synthetic store, kept and used again; without it a temporary one." };
var python = new Option<string>("--python") { Description = "Folder of python3.11-doc's pages.", DefaultValueFactory = _ => ".cache/python3.11-doc/usr/share/doc/python3.11/html" };
var search = new Command("search", "How well searches find what graded questions ask for, by words, by vector and by both, on SQLite and on PostgreSQL; 1 when both together are worse than words.") { site, python, archon, sqlite };
search.SetAction(result => SearchBenchmark.RelevanceAsync(result.GetValue(archon)!, result.GetValue(site)!, result.GetValue(python)!, result.GetValue(sqlite)));
var searchSqlite = new Command("search-sqlite", "How long searches take in a large embedded store; 1 when it misses its bar.") { chunks, data };
searchSqlite.SetAction(result => SearchBenchmark.RunAsync(result.GetValue(data), result.GetValue(chunks)));
var million = new Option<int>("--chunks") { Description = "Passages of the synthetic database.", DefaultValueFactory = _ => 1_000_000 };
var database = new Option<string?>("--database") { Description = "Connection string of a database that is kept and used again; without it one that is gone afterwards." };
var searchPostgres = new Command("search-postgres", "How long searches take in a large PostgreSQL store; 1 when it misses its bar.") { million, database };
searchPostgres.SetAction(result => SearchBenchmark.OnPostgresAsync(result.GetValue(database), result.GetValue(million)));
var faultSeed = new Option<int>("--seed") { Description = "Decides which calls fail in the first round; each further one has the next.", DefaultValueFactory = _ => 1 };
var embedding = new Command("embedding", "Crawls a site whose vectors come from a server that answers, and from one that often does not or is away; 1 when chunks are not embedded exactly once, or too late.") { site, archon, concurrency, turns, faultSeed };
embedding.SetAction(result => EmbeddingBenchmark.RunAsync(
    result.GetValue(archon)!, result.GetValue(site)!, result.GetValue(concurrency), result.GetValue(turns), result.GetValue(faultSeed)));

var root = new RootCommand("Archon's benchmarks. Example: dotnet run -c Release --project tests/Archon.Benchmarks -- crawl")
{
    crawl, stores, scale, flat, rendering, completeness, latencies, markdown, fidelity, chunking, duplicates, wrappers, urls, search, searchSqlite, searchPostgres, embedding,
};
return await root.Parse(args).InvokeAsync();
