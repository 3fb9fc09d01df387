import { api } from "../api.js";
import { el, highlighted, notice, outside } from "../dom.js";

const kinds = [["chunks", "Passages"], ["pages", "Pages"], ["code", "Code"]];

/** Search; the question is in the address, so that it survives a reload and can be passed on. */
export function search(main, query) {
  const asked = new URLSearchParams(query);
  const message = el("div", { "aria-live": "polite" });
  const results = el("ol", { class: "results" });
  const sources = el("select", { name: "source", "aria-label": "Source" }, el("option", { value: "" }, "All sources"));
  const box = el("input", { name: "q", type: "search", "aria-label": "Search for", placeholder: "How do I …", value: asked.get("q") ?? "", autocomplete: "off" });
  const kind = asked.get("kind") ?? "chunks";
  const form = el("form", { class: "card search", role: "search", onsubmit: submit },
    el("div", { class: "url-row" }, box, el("button", { type: "submit", class: "primary" }, "Search")),
    el("div", { class: "filters" },
      el("fieldset", { class: "kinds" }, el("legend", { class: "hidden" }, "What to find"),
        kinds.map(([value, text]) => el("label", {}, el("input", { type: "radio", name: "kind", value, checked: value === kind, onchange: () => box.value.trim() && go() }), el("span", {}, text)))),
      sources));
  main.append(el("h1", {}, "Search"), form, message, results);

  let left = false;
  // Until the list is here the wanted source must already be choosable.
  if (asked.get("source")) {
    sources.append(el("option", { value: asked.get("source"), selected: true }, asked.get("source")));
  }
  list().catch(() => {});
  sources.addEventListener("change", () => box.value.trim() && go());

  async function list() {
    for await (const some of api.sources()) {
      if (left) {
        return;
      }
      for (const source of some) {
        // Titles recur; addresses do not.
        const name = source.title ? `${source.title} · ${source.url}` : source.url;
        if (source.id === asked.get("source")) {
          [...sources.options].find(option => option.value === source.id).textContent = name;
        } else {
          sources.append(el("option", { value: source.id }, name));
        }
      }
    }
  }

  function submit(event) {
    event.preventDefault();
    if (box.value.trim() === "") {
      results.replaceChildren();
      message.replaceChildren(notice("info", "Say what to look for."));
      box.focus();
      return;
    }
    go();
  }

  function go() {
    const next = new URLSearchParams({ q: box.value, kind: new FormData(form).get("kind") });
    if (sources.value) {
      next.set("source", sources.value);
    }
    const hash = `#/search?${encodeURIComponent(next.toString())}`;
    if (location.hash === hash) {
      run();
    } else {
      location.hash = hash;
    }
  }

  async function run() {
    message.replaceChildren(notice("info", "Searching…"));
    try {
      const answer = await api.search({ query: asked.get("q"), kind, limit: 20, sourceId: asked.get("source") || null });
      if (left) {
        return;
      }
      const meant = answer.results[0]?.meant;
      message.replaceChildren(
        ...(answer.note ? [notice("info", answer.note)] : []),
        ...(meant ? [notice("info", `Nothing has these words, so others were looked for: ${meant}`)] : []),
        ...(answer.results.length === 0 ? [notice("info", "Nothing found. Try other words, or another source.")] : []));
      results.replaceChildren(...answer.results.map(result => hit(result, kind)));
    } catch (refusal) {
      if (!left) {
        message.replaceChildren(notice("bad", refusal.message));
        results.replaceChildren();
      }
    }
  }

  if (asked.get("q")) {
    run();
  } else {
    box.focus();
  }
  return () => {
    left = true;
  };
}

function hit(result, kind) {
  return el("li", { class: "card hit" },
    el("h2", {}, el("a", { href: `#/pages/${encodeURIComponent(result.pageId)}` }, result.title || result.url)),
    el("p", { class: "where" }, outside(result.url), result.heading ? el("span", { class: "faint" }, result.heading) : null),
    kind === "code" && result.summary ? el("p", { class: result.summaryKind === "model" ? "snippet" : "where" }, result.summary) : null,
    kind === "code"
      ? el("pre", { class: "code", tabindex: "0", "aria-label": result.language ? `Code, ${result.language}` : "Code" }, result.content)
      : el("p", { class: "snippet" }, result.snippet ? highlighted(result.snippet) : result.content.slice(0, 300)),
    ...(result.example ? about(result.example) : []));
}

// The other tabs of an example, and where else it stands.
function about(example) {
  const others = (example.variants || []).filter((variant) => variant.label !== example.tab);
  return [
    example.tab ? el("p", { class: "where" }, `Tab: ${example.tab}`) : null,
    ...others.map((variant) => el("details", {}, el("summary", {}, variant.label), el("pre", { class: "code", tabindex: "0" }, variant.code))),
    example.alsoOnCount > 0
      ? el("p", { class: "where" }, `Also on ${example.alsoOnCount === 1 ? "another page" : `${example.alsoOnCount} other pages`}: `, ...example.alsoOn.flatMap((url) => [outside(url), " "]))
      : null,
  ];
}
