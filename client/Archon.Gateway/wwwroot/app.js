// Routes by the address's hash, so that a reload shows the same thing in its true state.
import { start } from "./views/start.js";
import { crawls } from "./views/crawls.js";
import { crawl } from "./views/crawl.js";
import { search } from "./views/search.js";
import { page } from "./views/page.js";
import { el, notice } from "./dom.js";

const routes = [
  { pattern: /^#\/crawls\/([^/]+)$/, nav: "crawls", title: "Crawl", view: crawl },
  { pattern: /^#\/crawls$/, nav: "crawls", title: "Crawls", view: crawls },
  { pattern: /^#\/search(?:\?(.*))?$/, nav: "search", title: "Search", view: search },
  { pattern: /^#\/pages\/([^/]+)$/, nav: "search", title: "Page", view: page },
  { pattern: /^#\/?$/, nav: "start", title: "Start a crawl", view: start },
  { pattern: /^/, nav: "", title: "Not found", view: nothing },
];

function nothing(main) {
  main.append(notice("bad", "There is nothing at this address."), el("p", {}, el("a", { href: "#/" }, "Start a crawl")));
}

const main = document.getElementById("main");
let leave = () => {};

function show() {
  const hash = location.hash || "#/";
  const route = routes.find(candidate => candidate.pattern.test(hash));
  const argument = hash.match(route.pattern)[1];
  leave();
  main.replaceChildren();
  document.title = `${route.title} · Archon`;
  for (const link of document.querySelectorAll("[data-nav]")) {
    if (link.dataset.nav === route.nav) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }

  // A view fills the main element and returns what stops it.
  leave = route.view(main, decoded(argument ?? "")) ?? (() => {});
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

document.getElementById("skip").addEventListener("click", event => {
  event.preventDefault();
  main.focus();
});
window.addEventListener("hashchange", () => {
  show();
  main.focus({ preventScroll: true });
});
show();
