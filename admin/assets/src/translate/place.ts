// Where the person is among the units of the text.
import type { Pen } from "./pen";
import { Unit } from "./unit";

// Ways are what the place leads to.
export interface Ways {
  // enter comes to a unit, while the text is held still.
  enter(unit: Unit): void;
  say(what: string): void;
}

export class Place {
  readonly list = document.getElementById("units")!;
  units = [...this.list.querySelectorAll<HTMLElement>("[data-unit]")].map((e) => new Unit(e));
  active: Unit | null = null;
  // pen writes where the person is; null for who only reads.
  pen: Pen | null = null;
  private filter = "all";

  constructor(private root: HTMLElement, private ways: Ways) {}

  get path(): string { return this.root.dataset.path ?? ""; }

  // head is the newest revision on the screen.
  get head(): number { return Number(this.root.dataset.head); }

  // open goes where an address leads, where the person was, or to the first unit that
  // waits.
  open(): void {
    const asked = /^#unit-(.+)$/.exec(location.hash)?.[1];
    const was = sessionStorage.getItem(`at:${this.path}`);
    const unit = this.find(asked ?? "") ?? this.find(was ?? "") ?? this.units.find((u) => this.waits(u)) ?? this.units[0];
    const said = location.hash === "#remarks" ? document.getElementById("remarks") : null;
    if (unit) this.go(unit, !said && Boolean(asked ?? was));
    said?.focus();
  }

  // waits says whether the person is to do something with a unit: in a review, judge it.
  waits(unit: Unit): boolean { return unit.waits || ("reviewing" in this.root.dataset && unit.unread); }

  find(key: string): Unit | undefined {
    return this.units.find((u) => u.key === key);
  }

  enter(unit: Unit): void {
    if (this.active === unit) return;
    const before = this.active;
    this.steady(unit.element, () => {
      before?.element.classList.remove("active");
      this.active = unit;
      unit.element.classList.add("active");
      this.pen?.take(unit);
      if (before) this.left(before);
      this.ways.enter(unit);
    });
    unit.seen ||= unit.source;
    sessionStorage.setItem(`at:${this.path}`, unit.key);
  }

  // left tidies up behind the person.
  private left(unit: Unit): void {
    if (!unit.dirty) unit.seen = 0;
    if (unit.fresh && !unit.words) {
      unit.element.remove();
      this.units = this.units.filter((u) => u !== unit);
    }
    unit.element.hidden = !this.shows(unit);
  }

  go(unit: Unit, scroll = true): void {
    this.enter(unit);
    unit.element.hidden = false;
    if (this.pen) this.pen.focus(); // with the caret in its place before the next key
    else unit.element.focus({ preventScroll: true });
    if (scroll) inSight(unit.element);
  }

  step(by: number, text = true): void {
    const shown = this.units.filter((u) => u === this.active || !u.element.hidden);
    const unit = shown[(this.active ? shown.indexOf(this.active) : -1) + by];
    if (!unit) {
      this.ways.say("at_end");
      return;
    }
    this.go(unit);
    if (!text) unit.element.focus({ preventScroll: true });
  }

  // jump goes to the next unit that waits for something.
  jump(by: number, waits = (unit: Unit): boolean => this.waits(unit)): void {
    const from = this.active ? this.units.indexOf(this.active) : -1;
    const count = this.units.length;
    for (let i = 1; i <= count; i++) {
      const unit = this.units[(from + by * i + count * 2) % count]!;
      if (!waits(unit) || unit === this.active) continue;
      this.go(unit);
      return;
    }
    this.ways.say("nothing_left");
  }

  private shows(unit: Unit): boolean {
    return this.filter === "all" || unit.is(this.filter) || unit === this.active;
  }

  show(filter: string): void {
    this.filter = filter;
    this.still(() => this.sift());
  }

  private pressFilter(): void {
    const buttons = [...document.querySelectorAll<HTMLElement>("[data-filter]")];
    if (!buttons.some((b) => b.dataset.filter === this.filter)) this.filter = "all";
    for (const b of buttons) b.ariaPressed = String(b.dataset.filter === this.filter);
  }

  // sift shows the units that are to be shown.
  sift(): void {
    this.pressFilter();
    for (const unit of this.units) unit.element.hidden = !this.shows(unit);
  }

  // still changes something around the text without the text moving.
  still(change: () => void): void { this.steady(this.active?.element ?? this.list, change); }

  // steady changes the page without the element moving in the window.
  private steady(element: HTMLElement, change: () => void): void {
    const before = element.getBoundingClientRect().top;
    change();
    const moved = element.getBoundingClientRect().top - before;
    if (Math.abs(moved) > 1) scrollBy(0, moved);
  }

  // begin puts a unit that only the translation has behind another.
  begin(key: string, after: Unit): Unit | undefined {
    const blank = document.querySelector<HTMLTemplateElement>("#unit-new");
    if (!blank) return undefined;
    const element = (blank.content.firstElementChild as HTMLElement).cloneNode(true) as HTMLElement;
    element.id = `unit-${key}`;
    element.dataset.unit = key;
    for (const e of element.querySelectorAll("[id]")) e.id = e.id.replace(/-new$/, `-${key}`);
    for (const e of [element, ...element.querySelectorAll("[aria-labelledby]")]) e.setAttribute("aria-labelledby", `name-${key} state-${key}`);
    after.element.after(element);
    const unit = new Unit(element);
    unit.fresh = true;
    unit.base = after.base;
    this.units.splice(this.units.indexOf(after) + 1, 0, unit);
    return unit;
  }

  // order puts the units where they stand by now. What was begun here and not saved stays
  // behind what it stood behind.
  order(keys: string[]): void {
    const known = new Set(keys);
    const behind = new Map<string, Unit[]>();
    let last = "";
    for (const unit of this.units) {
      if (known.has(unit.key)) last = unit.key;
      else if (unit.fresh || (unit.words && (unit.dirty || unit.sent !== undefined))) {
        unit.fresh = true; // the server has it no more, or not yet
        behind.set(last, [...(behind.get(last) ?? []), unit]);
      } else unit.element.remove();
    }
    const sorted = [...(behind.get("") ?? [])];
    for (const key of keys) {
      const unit = this.find(key);
      if (unit) sorted.push(unit, ...(behind.get(key) ?? []));
    }
    const lost = this.active && !sorted.includes(this.active) ? this.units.indexOf(this.active) : -1;
    this.units = sorted;
    let at: Element | null = this.list.querySelector(".units-head");
    for (const { element } of sorted) {
      if (at && at.nextElementSibling !== element) at.after(element);
      at = element;
    }
    const near = sorted[Math.min(Math.max(lost - 1, 0), sorted.length - 1)];
    if (lost >= 0 && near) this.go(near);
  }
}

// inSight scrolls no further than it has to for the element to be seen, below the bar.
function inSight(element: HTMLElement): void {
  const { top, bottom } = element.getBoundingClientRect();
  const bar = document.querySelector<HTMLElement>(".translate-bar")!;
  const sticks = parseFloat(getComputedStyle(bar).top); // not a number where it does not
  const above = 8 + (sticks ? sticks + bar.offsetHeight : 80);
  if (top < above) scrollBy(0, top - above);
  else if (bottom > innerHeight - 16) scrollBy(0, Math.min(bottom - innerHeight + 16, top - above));
}
