// crawlee_peer.mjs SEED MAX_PAGES: renders a site with Crawlee's PlaywrightCrawler in the machine's Chromium and reads title, text and links.
// A page is read once its script says that it is there, which is the earliest moment possible. Each page is a line; the last one is JSON:
// pages, and the seconds from the first page begun to the end.
import { PlaywrightCrawler, Configuration, log, LogLevel } from 'crawlee';

const [seed, maxPages] = process.argv.slice(2);
log.setLevel(LogLevel.ERROR);
const configuration = new Configuration({ persistStorage: false, purgeOnStart: true, availableMemoryRatio: 0.5 });
let pages = 0, began = 0, characters = 0;
const crawler = new PlaywrightCrawler({
  headless: true,
  minConcurrency: 2,
  maxConcurrency: 16,
  maxRequestsPerCrawl: Number(maxPages),
  launchContext: {
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  browserPoolOptions: { useFingerprints: false },
  preNavigationHooks: [async ({ blockRequests }) => {
    began ||= performance.now();
    await blockRequests({ urlPatterns: ['.css', '.png', '.jpg', '.gif', '.svg', '.woff', '.woff2', '.ico'] });
  }],
  async requestHandler({ page, enqueueLinks }) {
    await page.waitForSelector('body[data-ready]', { state: 'attached' });
    characters += await page.evaluate(() => document.title.length + document.body.innerText.length);
    pages++;
    console.log(pages);
    await enqueueLinks({ strategy: 'same-origin', exclude: ['**/*.txt', '**/*.css'] });
  },
}, configuration);
await crawler.run([seed]);
console.log(JSON.stringify({ pages, seconds: (performance.now() - began) / 1000, characters }));
