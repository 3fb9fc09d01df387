// Builds elements. Text only ever becomes text: nothing here parses markup, because what Archon crawled is not ours.

/** el("p", { class: "x", onclick: f }, "text", child, null) */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (key.startsWith("on")) {
      element.addEventListener(key.slice(2), value);
    } else {
      element.setAttribute(key, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

/** A link to a crawled address, or its text when it is not plainly http(s). */
export function outside(url, text = url) {
  let safe = false;
  try {
    safe = ["http:", "https:"].includes(new URL(url).protocol);
  } catch {
    // Not a URL: shown, never followed.
  }
  return safe
    ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer", class: "outside" }, text)
    : el("span", { class: "outside" }, text);
}

/** Text in which U+0002 and U+0003 surround the words found, with those marked. */
export function highlighted(text) {
  const parts = document.createDocumentFragment();
  text.split("\u0002").forEach((piece, index) => {
    const end = piece.indexOf("\u0003");
    if (index > 0 && end >= 0) {
      parts.append(el("mark", {}, piece.slice(0, end)), piece.slice(end + 1));
    } else {
      parts.append(piece);
    }
  });
  return parts;
}

/** A status as a coloured badge. */
export function badge(status) {
  return el("span", { class: `badge ${statusKind(status)}` }, status);
}

export function statusKind(status) {
  return { complete: "good", error: "bad", cancelled: "off", paused: "off" }[status] ?? "live";
}

export function isEnded(status) {
  return ["complete", "error", "cancelled"].includes(status);
}

/** A progress bar that can be set; a negative percentage (an error) shows an empty one. */
export function bar(label) {
  const fill = el("div", { class: "fill" });
  const track = el("div", { class: "bar", role: "progressbar", "aria-label": label, "aria-valuemin": "0", "aria-valuemax": "100" }, fill);
  return {
    element: track,
    set(percentage, status) {
      const shown = Math.min(100, Math.max(0, percentage));
      fill.style.width = `${shown}%`;
      track.className = `bar ${statusKind(status)}`;
      track.setAttribute("aria-valuenow", String(Math.round(shown)));
      track.setAttribute("aria-valuetext", `${Math.round(shown)} %, ${status}`);
    },
  };
}

export function count(number) {
  return Number(number ?? 0).toLocaleString("en");
}

export function when(text) {
  return text ? new Date(text).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" }) : "–";
}

export function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return "–";
  }
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : whole < 3600 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A message in place: kind "bad" or "info". */
export function notice(kind, text) {
  return el("p", { class: `notice ${kind}`, role: kind === "bad" ? "alert" : "status" }, text);
}
