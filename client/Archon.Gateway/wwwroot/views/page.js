import { api } from "../api.js";
import { el, notice, outside, when } from "../dom.js";

/** One stored page, as the text it is. */
export function page(main, pageId) {
  let left = false;
  const loading = notice("info", "Loading…");
  main.append(loading);
  api.page(pageId).then(stored => {
    if (left) {
      return;
    }
    document.title = `${stored.title} · Archon`;
    loading.replaceWith(
      el("p", { class: "crumb" }, el("a", { href: "#/search" }, "Search"), " / stored page"),
      el("h1", { class: "address" }, stored.title || stored.url),
      el("p", { class: "where" }, outside(stored.url), el("span", { class: "faint" }, `fetched ${when(stored.fetchedAt)}`)),
      el("pre", { class: "card markdown", tabindex: "0", "aria-label": "Markdown of the page" }, stored.markdown));
  }, refusal => {
    if (!left) {
      loading.replaceWith(notice("bad", refusal.status === 404 ? "There is no such page." : refusal.message));
    }
  });
  return () => {
    left = true;
  };
}
