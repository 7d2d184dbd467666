/* What bench/gantt.py times inside a page, the same for every candidate. */

/* The first frame after something of the chart is there; the mark is in milliseconds since navigation. */
function watchForPaint(selector) {
  const look = () => {
    if (!document.querySelector(selector)) return requestAnimationFrame(look);
    afterFrame(() => document.documentElement.setAttribute("data-painted-at", performance.now()));
  };
  requestAnimationFrame(look);
}

function afterFrame(callback) {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = callback;
    channel.port2.postMessage("");
  });
}

let frames = [];
let isCounting = false;

function startFrames() {
  frames = [];
  isCounting = true;
  let last = performance.now();
  const count = (now) => {
    frames.push(now - last);
    last = now;
    if (isCounting) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
}

function stopFrames() {
  isCounting = false;
  return frames.slice(1);
}

let times = [];
let stopWatching = () => {};

/* Of each event the time from its making to the frame that shows what it did. */
function watchEvents(...names) {
  stopWatching();
  times = [];
  const note = (event) => afterFrame(() => times.push(performance.now() - event.timeStamp));
  for (const name of names) addEventListener(name, note, { capture: true });
  stopWatching = () => names.forEach((name) => removeEventListener(name, note, { capture: true }));
}

function eventTimes() {
  stopWatching();
  return times;
}

/* The time from now on, or from the next release of the mouse, until the page tells what an edit did. */
function watchForAnswer(selector) {
  let began = performance.now();
  addEventListener("pointerup", (event) => (began = event.timeStamp), { capture: true, once: true });
  const observer = new MutationObserver(() => {
    const told = [...document.querySelectorAll(selector)].some((element) => !element.hidden && element.textContent.trim());
    if (!told) return;
    observer.disconnect();
    afterFrame(() => document.documentElement.setAttribute("data-answered-after", performance.now() - began));
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden"] });
}

Object.assign(globalThis, { watchForPaint, startFrames, stopFrames, watchEvents, eventTimes, watchForAnswer });
