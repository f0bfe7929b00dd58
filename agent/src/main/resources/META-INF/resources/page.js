"use strict";

// Asks for the page again and takes over what changed, so that focus, selection, scroll positions
// and what the reader opened stay as they are. The page is whole without this script.

const POLL_MILLIS = 5000;
const PATIENCE_MILLIS = 10000;
const COPIED_MILLIS = 2000;

/** Attributes of which the reader or this script decides. */
const KEPT = { DETAILS: ["open"] };

let lastAnswer = new Date();
let nextPoll = 0;

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.id || node.dataset?.key || "" : "";
}

function isAlike(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && keyOf(one) === keyOf(other);
}

function takeAttributes(shown, fresh) {
  const kept = KEPT[shown.nodeName] || [];
  for (const { name } of [...shown.attributes]) {
    if (!fresh.hasAttribute(name) && !kept.includes(name)) {
      shown.removeAttribute(name);
    }
  }
  for (const { name, value } of fresh.attributes) {
    if (shown.getAttribute(name) !== value) {
      shown.setAttribute(name, value);
    }
  }
}

/** Makes an element like a fresh one, changing no node that is alike already. */
function take(shown, fresh) {
  if (shown.nodeType !== Node.ELEMENT_NODE) {
    if (shown.nodeValue !== fresh.nodeValue) {
      shown.nodeValue = fresh.nodeValue;
    }
    return;
  }
  if (shown.dataset?.busy) {
    return;
  }
  takeAttributes(shown, fresh);
  let place = shown.firstChild;
  for (const child of [...fresh.childNodes]) {
    const key = keyOf(child);
    let match = place;
    while (match && !isAlike(match, child)) {
      match = key || !keyOf(match) ? match.nextSibling : null;
    }
    if (!match) {
      shown.insertBefore(document.importNode(child, true), place);
    } else if (match === place) {
      place = place.nextSibling;
      take(match, child);
    } else {
      shown.insertBefore(match, place);
      take(match, child);
    }
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

function silence(text) {
  const line = document.getElementById("silence");
  document.documentElement.classList.toggle("stale", text !== "");
  line.hidden = text === "";
  if (line.textContent !== text) {
    line.textContent = text;
  }
}

function show(fresh) {
  const focused = document.activeElement;
  document.title = fresh.title;
  for (const part of ["header", "main", "footer"]) {
    take(document.querySelector(`body > ${part}`), fresh.querySelector(`body > ${part}`));
  }
  // A row that moved has lost it.
  if (focused !== document.activeElement && focused.isConnected) {
    focused.focus({ preventScroll: true });
  }
}

async function poll() {
  clearTimeout(nextPoll);
  try {
    const answer = await fetch("/", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MILLIS) });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || !fresh.getElementById("verdict")) {
      throw new Error(`status ${answer.status}`);
    }
    lastAnswer = new Date();
    show(fresh);
    silence("");
  } catch {
    silence(`Not answering since ${lastAnswer.toISOString().slice(0, 19)}Z: what is below is of then.`);
  }
  nextPoll = setTimeout(poll, POLL_MILLIS);
}

/** Pages over plain HTTP have no clipboard of their own: the selection is copied there. */
async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  const focused = document.activeElement;
  area.value = text;
  area.className = "hidden";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  focused.focus();
  if (!copied) {
    throw new Error("not copied");
  }
}

async function copyFix(button) {
  const fix = document.getElementById(button.dataset.copy).querySelector(".copied");
  button.dataset.busy = "1";
  try {
    await copy(fix.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(fix);
    button.textContent = "Selected: press Ctrl+C";
  }
  setTimeout(() => {
    delete button.dataset.busy;
    button.textContent = "Copy fix";
  }, COPIED_MILLIS);
}

document.documentElement.classList.add("scripted");
document.addEventListener("click", (event) => {
  const button = event.target.closest("button.copy");
  if (button) {
    copyFix(button);
  }
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    poll();
  }
});
nextPoll = setTimeout(poll, POLL_MILLIS);
