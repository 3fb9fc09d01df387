import { api } from "../api.js";
import { el, notice } from "../dom.js";

const scopes = [["subtree", "This folder and below"], ["host", "The whole host"], ["domain", "The domain and its hosts"]];
const modes = [["auto", "Automatic"], ["single", "This page only"], ["recursive", "Follow links"], ["sitemap", "Sitemap only"], ["llms", "llms.txt only"]];

/** Starts a crawl. */
export function start(main) {
  const message = el("div", { id: "start-message", "aria-live": "polite" });
  const button = el("button", { type: "submit", class: "primary" }, "Start crawl");
  const form = el("form", { class: "card start", novalidate: true, onsubmit: submit },
    el("div", { class: "url-row" },
      field("Address", el("input", { name: "url", type: "url", required: true, placeholder: "https://docs.example.org/", autocomplete: "url", spellcheck: "false" })),
      button),
    message,
    el("details", { class: "advanced" },
      el("summary", {}, "Options"),
      el("div", { class: "grid" },
        field("Pages at most", number("maxPages", 1000, 1, 10000000)),
        field("Link depth", number("maxDepth", 10, 0, 1000)),
        field("Pages at once", number("concurrency", 16, 1, 256)),
        field("Scope", select("scope", scopes)),
        field("Find pages by", select("mode", modes)),
        field("Only paths like", el("input", { name: "include", placeholder: "/guide/**, /api/**" })),
        field("Not paths like", el("input", { name: "exclude", placeholder: "/blog/**" })),
        field("Tags", el("input", { name: "tags", placeholder: "frontend, v2" }))),
      el("div", { class: "checks" },
        check("respectRobots", "Obey robots.txt"),
        check("extractCode", "Lift out code examples"))));

  main.append(
    el("section", { class: "hero" },
      el("h1", {}, "Turn documentation into knowledge"),
      el("p", {}, "Give the address of a documentation site. Archon crawls it politely, keeps clean Markdown and exact code, and makes it searchable while it works.")),
    form);

  async function submit(event) {
    event.preventDefault();
    const data = new FormData(form);
    const list = name => data.get(name).split(",").map(part => part.trim()).filter(part => part !== "");
    const request = {
      url: data.get("url").trim(),
      scope: data.get("scope"),
      mode: data.get("mode"),
      include: list("include"),
      exclude: list("exclude"),
      tags: list("tags"),
      respectRobots: form.elements.respectRobots.checked,
      extractCode: form.elements.extractCode.checked,
    };
    for (const name of ["maxPages", "maxDepth", "concurrency"]) {
      // An empty number means the default; anything else goes as it is, and the gateway says what is wrong with it.
      if (data.get(name) !== "") {
        request[name] = Number(data.get(name));
      }
    }

    for (const input of form.elements) {
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
    button.disabled = true;
    message.replaceChildren();
    try {
      const answer = await api.start(request);
      location.hash = `#/crawls/${encodeURIComponent(answer.progress_id)}`;
    } catch (refusal) {
      message.append(notice("bad", refusal.message));
      if (refusal.crawlId) {
        message.append(el("p", {}, el("a", { href: `#/crawls/${encodeURIComponent(refusal.crawlId)}` }, "Watch the crawl that runs already")));
      }
      const wrong = refusal.field ? form.elements[refusal.field] : null;
      if (wrong) {
        wrong.closest("details")?.setAttribute("open", "");
        wrong.setAttribute("aria-invalid", "true");
        wrong.setAttribute("aria-describedby", "start-message");
        wrong.focus();
      }
    } finally {
      button.disabled = false;
    }
  }
}

function field(label, input) {
  return el("label", { class: "field" }, el("span", {}, label), input);
}

function number(name, value, min, max) {
  return el("input", { name, type: "number", value: String(value), min: String(min), max: String(max), inputmode: "numeric" });
}

function select(name, choices) {
  return el("select", { name }, choices.map(([value, text]) => el("option", { value }, text)));
}

function check(name, label) {
  return el("label", { class: "check" }, el("input", { type: "checkbox", name, checked: true }), el("span", {}, label));
}
