// The keyboard reaches everything that can be used, and what it reaches can be seen.

export async function keyboard(page) {
  const wanted = await page.evaluate(() => {
    const usable = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
    let number = 0;
    for (const element of usable) {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      // What is folded away is reached once it is open.
      if (!element.checkVisibility()) continue;
      const there = element.getClientRects().length > 0 && style.visibility !== "hidden" && !element.disabled;
      if (there || box.width > 0) element.dataset.reach = String(number++);
    }
    return number;
  });
  const reached = new Set();
  const faults = [];
  await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
  for (let presses = 0; presses < wanted + 5; presses += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      const seen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
      return { number: element.dataset.reach, seen, words: (element.textContent || element.tagName).trim().slice(0, 40) };
    });
    if (at === null || reached.has(at.number)) continue;
    reached.add(at.number);
    if (!at.seen) faults.push(`“${at.words}” has the focus and does not show it`);
  }
  reached.delete(undefined);
  if (reached.size < wanted) faults.push(`the keyboard reaches ${reached.size} of ${wanted} links and controls`);
  return faults;
}
