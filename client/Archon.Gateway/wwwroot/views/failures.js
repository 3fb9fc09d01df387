import { api } from "../api.js";
import { count, el, notice, outside } from "../dom.js";
import { reasonWords } from "../words.js";

const AT_MOST_EVERY = 2000;

/** Why pages failed or were skipped and links were refused, and the pages that failed; asked again when told, not too often. */
export function failures(crawlId) {
  const reasons = el("ul", { class: "reasons" });
  const pages = el("ul", { class: "failures" });
  const message = el("div");
  const element = el("div", {}, message, reasons, pages);
  let timer = 0;
  let last = 0;
  let stopped = false;

  async function load() {
    timer = 0;
    last = Date.now();
    try {
      const [totals, failed] = await Promise.all([api.reasons(crawlId), api.failures(crawlId)]);
      if (stopped) {
        return;
      }
      message.replaceChildren(...(totals.items.length === 0 ? [el("p", { class: "faint" }, "None so far.")] : []));
      reasons.replaceChildren(...totals.items.map(total => el("li", { class: total.kind },
        el("span", { class: "number" }, count(total.count)), el("span", { title: total.reason }, reasonWords(total.reason)), el("span", { class: "faint" }, total.kind))));
      pages.replaceChildren(...failed.items.map(page => el("li", {},
        outside(page.url),
        el("span", { class: "faint" }, [page.reason ? reasonWords(page.reason) : null, page.httpStatus ? `HTTP ${page.httpStatus}` : null, page.detail].filter(Boolean).join(" · ")))),
      ...(failed.nextCursor ? [el("li", { class: "faint" }, "and more: GET /api/crawls/…/pages?state=failed")] : []));
    } catch (refusal) {
      if (!stopped) {
        message.replaceChildren(notice("bad", refusal.message));
      }
    }
  }

  return {
    element,
    /** Asks soon; at once when it is the last time. */
    refresh(isLast) {
      if (isLast) {
        window.clearTimeout(timer);
        load();
      } else if (timer === 0) {
        timer = window.setTimeout(load, Math.max(0, last + AT_MOST_EVERY - Date.now()));
      }
    },
    stop() {
      stopped = true;
      window.clearTimeout(timer);
    },
  };
}
