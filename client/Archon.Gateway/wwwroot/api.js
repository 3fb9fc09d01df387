// The public HTTP contract. A refusal is thrown with the problem's own sentence.

export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The gateway answered ${status}.`);
    this.status = status;
    this.field = problem.field;
    this.crawlId = problem.crawlId;
  }
}

async function ask(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refusal(0, { detail: "The gateway cannot be reached. Check that it is running." });
  }
  const type = response.headers.get("Content-Type") ?? "";
  const answer = type.includes("json") ? await response.json() : null;
  if (!response.ok) {
    throw new Refusal(response.status, answer ?? {});
  }
  return answer;
}

const id = encodeURIComponent;

// A list that a person chooses from; what is longer than this nobody looks through.
const MOST_REQUESTS = 50;

async function* all(path) {
  let cursor = null;
  for (let requests = 0; requests < MOST_REQUESTS && (requests === 0 || cursor); requests++) {
    const listing = await ask("GET", `${path}${cursor ? `&cursor=${id(cursor)}` : ""}`);
    yield listing.items;
    cursor = listing.nextCursor;
  }
}

export const api = {
  start: request => ask("POST", "/api/knowledge/add", request),
  crawl: crawlId => ask("GET", `/api/crawls/${id(crawlId)}`),
  crawls: cursor => ask("GET", `/api/crawls?limit=50${cursor ? `&cursor=${id(cursor)}` : ""}`),
  cancel: crawlId => ask("POST", `/api/crawls/${id(crawlId)}/cancel`),
  pause: crawlId => ask("POST", `/api/crawls/${id(crawlId)}/pause`),
  retryFailed: crawlId => ask("POST", `/api/crawls/${id(crawlId)}/retry-failed`),
  resume: crawlId => ask("POST", `/api/crawls/${id(crawlId)}/resume`),
  failures: (crawlId, cursor) => ask("GET", `/api/crawls/${id(crawlId)}/pages?state=failed&limit=50${cursor ? `&cursor=${id(cursor)}` : ""}`),
  reasons: crawlId => ask("GET", `/api/crawls/${id(crawlId)}/reasons`),
  /** All sources, a piece at a time. */
  sources: () => all("/api/sources?limit=200"),
  search: request => ask("POST", "/api/search", request),
  page: pageId => ask("GET", `/api/pages/${id(pageId)}`),
};
