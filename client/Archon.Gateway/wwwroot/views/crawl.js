import { api } from "../api.js";
import { badge, bar, count, duration, el, isEnded, notice, outside, when } from "../dom.js";
import { watch } from "../progress.js";
import { failures } from "./failures.js";

const LOG_LINES = 500;

const counters = [
  ["pagesDone", "Pages stored"], ["pagesDiscovered", "Found"], ["pagesFailed", "Failed"], ["pagesSkipped", "Skipped"],
  ["chunksStored", "Chunks"], ["chunksEmbedded", "Embedded"], ["codeExamples", "Code examples"],
];

/** One crawl, live: its true state first, then every event since the beginning. */
export function crawl(main, crawlId) {
  let stop = () => {};
  let left = false;
  const loading = notice("info", "Loading…");
  main.append(loading);

  api.crawl(crawlId).then(now => {
    if (!left) {
      loading.remove();
      stop = render(main, now);
    }
  }, refusal => {
    if (!left) {
      loading.replaceWith(notice("bad", refusal.status === 404 ? "There is no such crawl." : refusal.message));
    }
  });

  return () => {
    left = true;
    stop();
  };
}

function render(main, now) {
  const status = el("span", { class: "status", "data-status": now.status });
  const connection = el("span", { class: "connection", role: "status" });
  const progress = bar(`Progress of ${now.url}`);
  const percentage = el("span", { class: "percentage" });
  const rate = el("dd");
  const eta = el("dd");
  const current = el("div", { class: "current" });
  const error = el("div");
  const log = el("ol", { class: "log", role: "log", "aria-label": "Log", tabindex: "0" });
  const cells = Object.fromEntries(counters.map(([name]) => [name, el("dd", { "data-count": name })]));
  const failed = failures(now.id);
  const pause = el("button", { type: "button", onclick: () => change(pause, api.pause) }, "Pause");
  const resume = el("button", { type: "button", onclick: () => change(resume, api.resume) }, "Resume");
  const retry = el("button", { type: "button", onclick: () => change(retry, api.retryFailed) }, "Retry failed pages");
  const cancel = el("button", { type: "button", class: "danger", onclick: () => change(cancel, api.cancel) }, "Cancel crawl");

  main.append(
    el("div", { class: "heading" },
      el("div", {}, el("p", { class: "crumb" }, el("a", { href: "#/crawls" }, "Crawls"), ` / ${now.id}`), el("h1", { class: "address" }, outside(now.url))),
      el("div", { class: "actions" }, connection, status, pause, resume, retry, cancel)),
    error,
    el("section", { class: "card overview", "aria-label": "Progress" },
      el("div", { class: "bar-row" }, progress.element, percentage),
      current,
      el("dl", { class: "counts" },
        counters.map(([name, label]) => el("div", {}, el("dt", {}, label), cells[name])),
        el("div", {}, el("dt", {}, "Pages a second"), rate),
        el("div", {}, el("dt", {}, "Time left"), eta)),
      el("p", { class: "faint" }, `Asked for ${when(now.createdAt)}`)),
    el("div", { class: "columns" },
      el("section", { class: "card" }, el("h2", {}, "Log"), log),
      el("section", { class: "card" }, el("h2", {}, "Failures and refusals"), failed.element)));

  let ended = false;
  let waits = false;
  let link = "";
  let left = false;
  let shownFailures = -1;
  let last = 0;
  let stop = () => {};

  function show(state) {
    status.replaceChildren(badge(state.status));
    status.dataset.status = state.status;
    progress.set(state.percentage, state.status);
    percentage.textContent = state.percentage < 0 ? "–" : `${Math.floor(state.percentage)} %`;
    for (const [name] of counters) {
      cells[name].textContent = count(state[name]);
    }
    const missed = Number(state.pagesFailed) + Number(state.pagesSkipped);
    if (missed !== shownFailures || isEnded(state.status)) {
      shownFailures = missed;
      failed.refresh(isEnded(state.status));
    }
    ended = isEnded(state.status);
    waits = ended || state.status === "paused";
    pause.hidden = ended || state.status === "paused";
    resume.hidden = state.status !== "paused";
    retry.hidden = !(ended || state.status === "paused") || state.status === "cancelled" || Number(state.pagesFailed) === 0;
    cancel.hidden = ended;
    tell();
    if (waits) {
      current.replaceChildren();
      rate.textContent = "–";
      eta.textContent = "–";
    }
    if (ended) {
      error.replaceChildren(...(state.error ? [notice("bad", state.error)] : []));
    }
  }

  /** What the line to the gateway is like; nothing of a line that nothing is to come by. */
  function tell() {
    const words = { live: waits ? "" : "live", reconnecting: "reconnecting…", gone: "this crawl is gone" };
    connection.textContent = ended ? "" : words[link] ?? "";
    connection.dataset.state = link;
  }

  function live(event) {
    last = event.sequence;
    // While the past is replayed the true state is ahead of it: only the log is new then.
    if (event.sequence >= now.lastSequence) {
      show(event);
      if (!waits) {
        rate.textContent = event.pagesPerSecond.toFixed(1);
        eta.textContent = duration(event.etaSeconds);
        current.replaceChildren(...(event.currentUrl ? [el("span", { class: "faint" }, "Now at "), outside(event.currentUrl)] : []));
      }
    }
    if (event.log) {
      write(event);
    }
    if (isEnded(event.status) && event.sequence >= now.lastSequence) {
      settle();
    }
  }

  /** Pages that were being stored when the end was decided are in no event; the crawl itself knows them. */
  async function settle() {
    try {
      const final = await api.crawl(now.id);
      if (!left) {
        show(final);
      }
    } catch {
      // What the last event said stays.
    }
  }

  function write(event) {
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 30;
    log.append(el("li", {},
      el("time", { datetime: event.timestamp }, new Date(event.timestamp).toLocaleTimeString()),
      el("span", {}, event.log)));
    while (log.childElementCount > LOG_LINES) {
      log.firstElementChild.remove();
    }
    if (atEnd) {
      log.scrollTop = log.scrollHeight;
    }
  }

  async function change(button, ask) {
    button.disabled = true;
    const over = ended;
    try {
      await ask(now.id);
      error.replaceChildren();
      if (over) {
        // The events had come to an end; there are more now.
        stop();
        stop = follow();
      }
    } catch (refusal) {
      // 409 while it runs: it ended by itself meanwhile, and the events say how.
      if (refusal.status !== 409 || over) {
        error.replaceChildren(notice("bad", refusal.message));
      }
    } finally {
      button.disabled = false;
    }
  }

  function follow() {
    return watch(now.id, last, {
      event: live,
      connection(state) {
        link = state;
        tell();
      },
    });
  }

  rate.textContent = "–";
  eta.textContent = "–";
  show(now);
  stop = follow();
  return () => {
    left = true;
    failed.stop();
    stop();
  };
}
