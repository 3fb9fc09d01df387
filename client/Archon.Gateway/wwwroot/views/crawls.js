import { api } from "../api.js";
import { badge, bar, count, el, isEnded, notice, when } from "../dom.js";

const REFRESH = 2000;

/** All crawls, newest first; looked at again while one of those shown runs. */
export function crawls(main) {
  const body = el("tbody");
  const table = el("table", { class: "list" },
    el("thead", {}, el("tr", {}, ["Site", "Status", "Progress", "Pages", "Failed", "Chunks", "Started"].map(name => el("th", { scope: "col" }, name)))),
    body);
  const message = el("div", { "aria-live": "polite" });
  const more = el("button", { type: "button", hidden: true, onclick: () => load(cursor) }, "Show more");
  main.append(el("h1", {}, "Crawls"), message, el("div", { class: "card table" }, table), more);

  const rows = new Map();
  let cursor = null;
  let timer = 0;
  let left = false;

  async function load(from) {
    window.clearTimeout(timer);
    try {
      const listing = await api.crawls(from);
      if (left) {
        return;
      }
      message.replaceChildren();
      const known = rows.size;
      listing.items.forEach(crawl => put(crawl, from ? null : "top"));
      if (from || known === 0) {
        cursor = listing.nextCursor;
        more.hidden = !cursor;
      }
      if (!from && rows.size === 0) {
        message.append(notice("info", "Nothing has been crawled yet."));
      }
      if (!from) {
        // Newest first, also for those that came since.
        body.prepend(...listing.items.map(crawl => rows.get(crawl.id).element));
      }
    } catch (refusal) {
      if (left) {
        return;
      }
      message.replaceChildren(notice("bad", refusal.message));
    }
    timer = window.setTimeout(() => load(null), REFRESH);
  }

  function put(crawl) {
    let row = rows.get(crawl.id);
    if (!row) {
      row = createRow(crawl);
      rows.set(crawl.id, row);
      body.append(row.element);
    }
    row.set(crawl);
  }

  load(null);
  return () => {
    left = true;
    window.clearTimeout(timer);
  };
}

function createRow(crawl) {
  const progress = bar(`Progress of ${crawl.url}`);
  const cells = Object.fromEntries(["status", "pages", "failed", "chunks"].map(name => [name, el("td", { class: name === "status" ? "" : "number", "data-label": name })]));
  const element = el("tr", { "data-crawl": crawl.id },
    el("td", { class: "site" }, el("a", { href: `#/crawls/${encodeURIComponent(crawl.id)}` }, crawl.url)),
    cells.status,
    el("td", { class: "progress" }, progress.element),
    cells.pages, cells.failed, cells.chunks,
    el("td", { class: "time" }, when(crawl.createdAt)));
  let shown = "";
  return {
    element,
    set(now) {
      const text = JSON.stringify(now);
      if (text === shown) {
        return;
      }
      shown = text;
      cells.status.replaceChildren(badge(now.status));
      progress.set(now.percentage, now.status);
      cells.pages.textContent = isEnded(now.status) ? count(now.pagesDone) : `${count(now.pagesDone)} / ${count(now.pagesDiscovered)}`;
      cells.failed.textContent = count(now.pagesFailed);
      cells.chunks.textContent = count(now.chunksStored);
    },
  };
}
