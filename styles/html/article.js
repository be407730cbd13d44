/* An addition, not a need: without it a citation is a plain link and the contents open by hand. */
(() => {
  // Contents: open beside the text, closed above it on a narrow screen.
  const contents = document.querySelector(".contents");
  if (contents) {
    const disclosure = contents.querySelector("details");
    const wide = matchMedia("(min-width: 64rem)");
    const fit = () => { disclosure.open = wide.matches; };
    wide.addEventListener("change", fit);
    fit();

    const links = new Map();
    for (const link of contents.querySelectorAll("a[href^='#']")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) links.set(heading, link);
    }
    let current;
    const follow = () => {
      let passed;
      for (const [heading, link] of links) {
        if (heading.getBoundingClientRect().top < innerHeight / 3) passed = link;
      }
      if (passed === current) return;
      current?.removeAttribute("aria-current");
      current = passed;
      current?.setAttribute("aria-current", "true");
      if (current) contents.scrollTop = current.offsetTop - contents.clientHeight / 2;
    };
    addEventListener("scroll", follow, { passive: true });
    follow();
  }

  // A region takes keyboard focus only while it has something to scroll.
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  const regions = document.querySelectorAll(".table-scroll, .equation, pre, p:has(> math[display=block])");
  for (const region of regions) resized.observe(region);

  // Citation preview (WCAG 2.2, 1.4.13: dismissible with Escape, hoverable, persistent).
  const preview = document.createElement("div");
  if (!preview.showPopover) return;
  preview.id = "citation-preview";
  preview.popover = "manual";
  let owner = null;
  let timer = 0;
  let pointer = "mouse";
  const citation = (target) => target.closest?.("a.citation-number");
  const isDash = (node) => node?.nodeType === Node.TEXT_NODE && /^[-\u2013]$/.test(node.data.trim());

  // The items a link stands for: its own; at either end of "1-3", all three.
  const cited = (link) => {
    const first = isDash(link.previousSibling) ? link.previousElementSibling : link;
    const last = isDash(link.nextSibling) ? link.nextElementSibling : link;
    const items = [];
    for (let number = Number(first.textContent); number <= Number(last.textContent); number += 1) {
      const item = document.getElementById(`ref-${number}`)?.cloneNode(true);
      if (!item) continue;
      item.querySelector(".backlinks")?.remove();
      item.removeAttribute("id");
      item.removeAttribute("role");
      items.push(item);
    }
    return items;
  };

  const hide = () => {
    clearTimeout(timer);
    if (!owner) return;
    owner.removeAttribute("aria-describedby");
    owner = null;
    preview.hidePopover();
    preview.remove();
  };

  const place = () => {
    if (!owner) return;
    const mark = owner.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = preview;
    const left = Math.max(8, Math.min(mark.left - 16, document.documentElement.clientWidth - width - 8));
    const isBelow = mark.bottom + height + 8 <= innerHeight || mark.top < height + 8;
    preview.style.left = `${scrollX + left}px`;
    preview.style.top = `${scrollY + (isBelow ? mark.bottom + 4 : mark.top - height - 4)}px`;
  };

  const show = (link, byTouch = false) => {
    clearTimeout(timer);
    if (owner === link) return;
    hide();
    const items = cited(link);
    if (!items.length) return;
    preview.replaceChildren(...items);
    if (byTouch) {
      const more = document.createElement("a");
      more.href = link.hash;
      const list = document.getElementById("references-heading");
      more.textContent = `${list?.textContent ?? ""} [${link.textContent}]`;
      preview.append(more);
      // After the marker in reading order: a screen reader on a phone comes to the link next.
      link.closest(".citation").after(preview);
    } else {
      // Outside the paragraph: selecting its text does not select the preview.
      document.querySelector("main").append(preview);
    }
    preview.setAttribute("role", byTouch ? "group" : "tooltip");
    owner = link;
    link.setAttribute("aria-describedby", preview.id);
    preview.showPopover();
    place();
  };

  const later = (action, delay) => { clearTimeout(timer); timer = setTimeout(action, delay); };
  const on = (type, listener) => document.addEventListener(type, listener);

  on("pointerover", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const link = citation(event.target);
    if (link) later(() => show(link), 120);
    else if (preview.contains(event.target)) clearTimeout(timer);
  });
  on("pointerout", (event) => {
    if (event.pointerType === "touch") return;
    if (citation(event.target) || preview.contains(event.target)) {
      later(() => { if (document.activeElement !== owner) hide(); }, 300);
    }
  });
  on("focusin", (event) => {
    const link = citation(event.target);
    if (link?.matches(":focus-visible")) show(link);
  });
  on("focusout", (event) => {
    const isKept = preview.contains(event.relatedTarget) || preview.matches(":hover");
    if (event.target === owner && !isKept) hide();
  });
  on("pointerdown", (event) => {
    pointer = event.pointerType;
    if (!preview.contains(event.target) && citation(event.target) !== owner) hide();
  });
  on("keydown", (event) => {
    pointer = "keyboard";
    if (event.key === "Escape") hide();
  });
  on("click", (event) => {
    const link = citation(event.target);
    if (link && pointer === "touch" && link !== owner) {
      event.preventDefault();
      show(link, true);
    } else if (link || preview.contains(event.target.closest("a"))) {
      hide();
    }
  });
  addEventListener("resize", place);
})();
