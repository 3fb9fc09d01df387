// One crawl's events, across reloads, lost connections and gateway restarts.

import { isEnded } from "./dom.js";

/**
 * Calls on.event for each event above `after`, in order, and on.connection with "live", "reconnecting", "ended" or "gone". Ends after
 * the newest event when that is the end of the crawl, at once when there is none above `after`; an end in the middle, before a retry, is
 * an event like others. Returns what stops it.
 */
export function watch(crawlId, after, on) {
  let last = after;
  let source = null;
  let timer = 0;
  let stopped = false;
  let ended = false;

  function connect() {
    const opened = source = new EventSource(`/api/crawls/${encodeURIComponent(crawlId)}/events?after=${last}`);
    opened.addEventListener("open", () => on.connection("live"));
    opened.addEventListener("crawl_progress", message => {
      const progress = JSON.parse(message.data);
      if (progress.sequence <= last) {
        return;
      }
      last = progress.sequence;
      ended = isEnded(progress.status);
      on.event(progress);
    });
    opened.addEventListener("error", () => {
      if (stopped) {
        return;
      }
      // The browser reconnects by itself, with Last-Event-ID, after a broken connection. After an answer it cannot use it gives up: 204 when
      // there is nothing more, a problem when there may be. The gateway closes after the end, and a connection lost before a retry's events
      // looks the same. So the crawl is asked.
      if (ended || opened.readyState === EventSource.CLOSED) {
        opened.close();
        ask();
        return;
      }
      on.connection("reconnecting");
    });
  }

  async function ask() {
    let answer = null;
    let now = null;
    try {
      answer = await fetch(`/api/crawls/${encodeURIComponent(crawlId)}`);
      now = answer.ok ? await answer.json() : null;
    } catch {
      // Still away.
    }
    if (stopped) {
      return;
    }
    if (answer?.status === 404) {
      on.connection("gone");
      return;
    }
    if (now !== null && isEnded(now.status) && now.lastSequence <= last) {
      stop();
      on.connection("ended");
      return;
    }
    if (now !== null && ended) {
      connect();
      return;
    }
    on.connection("reconnecting");
    timer = window.setTimeout(now === null ? ask : connect, 1500);
  }

  function stop() {
    stopped = true;
    window.clearTimeout(timer);
    source?.close();
  }

  connect();
  return stop;
}
