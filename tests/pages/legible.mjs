// Runs within a page: what leaves its frame, and which texts of a figure lie on each other.
// Every function here is sent to the browser as text, so it may use nothing from outside itself.

/** Texts and figures that stand out of the window, out of their figure, or on each other. */
export function illegible() {
  const faults = [];
  const root = document.documentElement;
  const width = root.clientWidth;
  const words = (node) => (node.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
  const shown = (box) => box.width > 0 && box.height > 0;
  if (root.scrollWidth > width + 1) faults.push(`the page is ${root.scrollWidth} wide in a window of ${width}`);

  const scrolls = (element) => {
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (/(auto|scroll)/.test(style.overflowX) && up.scrollWidth > up.clientWidth) return true;
      if (style.clipPath !== "none" || style.clip !== "auto" || style.position === "fixed") return true;
    }
    return false;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || parent.closest("svg, script, style")) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) {
      // What stands wholly to the left of the window waits for the focus, as a link past the navigation does.
      if (shown(box) && (box.right > width + 1 || (box.left < -1 && box.right > 0)) && !scrolls(parent)) {
        faults.push(`“${words(parent)}” leaves the window (${Math.round(box.left)} to ${Math.round(box.right)} of ${width})`);
        break;
      }
    }
    const style = getComputedStyle(parent);
    if (style.overflowX === "hidden" && parent.scrollWidth > parent.clientWidth + 1 && style.position !== "absolute") {
      faults.push(`“${words(parent)}” is cut off`);
    }
  }

  for (const figure of document.querySelectorAll("svg")) {
    const frame = figure.getBoundingClientRect();
    if (!shown(frame)) continue;
    const boxes = [];
    for (const text of figure.querySelectorAll("text")) {
      const lines = [...text.querySelectorAll("tspan")].filter((line) => line.childElementCount === 0);
      for (const line of lines.length > 0 ? lines : [text]) {
        if (!words(line)) continue;
        const box = line.getBoundingClientRect();
        if (!shown(box)) continue;
        // The box holds the font's whole height; letters leave about a fifth of it free at each end.
        const free = box.height * 0.2;
        boxes.push({ line, left: box.left, right: box.right, top: box.top + free, bottom: box.bottom - free });
      }
    }
    for (const box of boxes) {
      const out = box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
      if (out) faults.push(`figure ${figure.id}: “${words(box.line)}” leaves its frame`);
    }
    for (let one = 0; one < boxes.length; one += 1) {
      for (let other = one + 1; other < boxes.length; other += 1) {
        const [a, b] = [boxes[one], boxes[other]];
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1.5 && down > 1.5) {
          faults.push(`figure ${figure.id}: “${words(a.line)}” lies on “${words(b.line)}”`);
        }
      }
    }
  }
  return faults;
}

/** Tables without a caption or without headers, controls without a name, pictures without a text. */
export function unnamed() {
  const faults = [];
  for (const table of document.querySelectorAll("table")) {
    const caption = table.querySelector("caption")?.textContent.trim();
    if (!caption && !table.getAttribute("aria-label") && !table.getAttribute("aria-labelledby")) faults.push("a table without a caption");
    for (const head of table.querySelectorAll("th")) {
      if (!head.getAttribute("scope")) faults.push(`“${head.textContent.trim().slice(0, 40)}”: a header without a scope`);
    }
    if (!table.querySelector("th")) faults.push(`table “${caption}” has no headers`);
  }
  for (const figure of document.querySelectorAll("svg[role=img]")) {
    if (!figure.querySelector("title")?.textContent.trim()) faults.push(`figure ${figure.id} without a title`);
    const description = document.getElementById(figure.getAttribute("aria-describedby"));
    if (!description?.textContent.trim()) faults.push(`figure ${figure.id} without a description`);
  }
  for (const image of document.querySelectorAll("img")) {
    if (!image.alt.trim()) faults.push(`${image.src}: a picture without a text`);
    if (image.naturalWidth === 0) faults.push(`${image.src}: a picture that is not there`);
  }
  if (!document.documentElement.lang) faults.push("the page names no language");
  if (!document.title.trim()) faults.push("the page has no title");
  return faults;
}
