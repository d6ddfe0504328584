// The grids of the calendar: a month, a week or a day. What happens in them the
// server says, and every word and name of a day, too; where an entry is dropped it
// is asked, and what it refuses goes back to where it was.
import { Calendar, type EventApi, type EventContentArg, type EventDropArg, type EventInput } from "@fullcalendar/core";
import dayGrid from "@fullcalendar/daygrid";
import interaction from "@fullcalendar/interaction";
import timeGrid from "@fullcalendar/timegrid";
import type htmxType from "htmx.org";

interface Data {
  view: "month" | "week" | "day";
  date: string;
  now: string;
  feed: string;
  days: string;
  agenda: string;
  narrow?: string;
  languages: { tag: string; name: string; code: string; color: number }[];
  kinds: { kind: string; name: string }[];
  weekdays: [short: string, wide: string][];
  labels: Record<string, string>;
}

// A row of the feed: a moment, by how many minutes the clocks of the newsroom and of
// the person are ahead of UTC then, what is to know of it, how grave that is, and
// the name of a release.
type Row = [
  kind: number, id: number, at: number, shift: number, own: number, language: number, story: number, may: number,
  notes?: string, look?: string, name?: string,
];

interface Feed {
  titles: Record<string, [title: string, lang: string]>;
  entries: Row[];
}

interface Entry {
  kind: string;
  kindName: string;
  id: number;
  at: number;
  // own is the time of day in the person's own zone, empty where it is the same.
  own: string;
  language?: Data["languages"][number];
  title: string;
  lang: string;
  notes: string;
  look: string;
}

const signs: Record<string, string> = {
  publication: "●", update: "↻", correction: "✎", expiry: "✕", release: "⚑", embargo: "◆",
};

// fits is how many lines a day of a month has.
const fits = 6;

const grids = { month: "dayGridMonth", week: "timeGridWeek", day: "timeGridDay" };

// local writes a moment as clocks that are so many minutes ahead of UTC show it.
const local = (at: number, shift: number): string => new Date(at + shift * 60_000).toISOString().slice(0, 19);

// drawnUntil is where a grid ends an entry, which is a moment: half an hour later, but
// not on another day.
function drawnUntil(at: number, shift: number): number {
  const midnight = Math.ceil((at + shift * 60_000 + 1) / 86_400_000) * 86_400_000 - shift * 60_000;
  return Math.min(at + 1_800_000, midnight);
}

const clock = (date: Date): string => date.toISOString().slice(11, 16);

function span(className: string, text: string, hidden = ""): HTMLSpanElement {
  const element = document.createElement("span");
  element.className = className;
  if (hidden) {
    const sign = document.createElement("span");
    sign.ariaHidden = "true";
    sign.textContent = text;
    const words = document.createElement("span");
    words.className = "visually-hidden";
    words.textContent = hidden + " ";
    element.append(sign, words);
  } else {
    element.textContent = text;
  }
  return element;
}

class Grid {
  private readonly calendar: Calendar;
  private readonly began = performance.now();
  private readonly dialog = document.querySelector<HTMLDialogElement>("#entry-dialog")!;
  // focus names the entry that gets the focus when all is drawn.
  private focus = "";
  // fetched says that the entries are there, if there are any.
  private fetched = false;

  constructor(private readonly place: HTMLElement, private readonly data: Data) {
    this.calendar = new Calendar(place, {
      plugins: [dayGrid, timeGrid, interaction],
      initialView: grids[data.view], initialDate: data.date, timeZone: "UTC", firstDay: 1, now: () => this.now(),
      headerToolbar: false, height: "auto", fixedWeekCount: false, nowIndicator: true, allDaySlot: false,
      ...(data.view === "month" ? {} : { height: Math.max(480, innerHeight - 180), scrollTime: "07:30:00" }),
      eventDurationEditable: false, slotEventOverlap: false, eventMinHeight: 26, eventDisplay: "block",
      eventMaxStack: data.view === "day" ? 4 : 1, eventOrder: "start,order",
      slotLabelFormat: ({ date }) => clock(date.marker), eventTimeFormat: ({ date }) => clock(date.marker),
      dayHeaderContent: ({ date, dow }) => this.dayHeader(date, dow),
      dayHeaderDidMount: ({ el, date, dow }) => {
        const header = el.querySelector("a");
        if (data.view === "month") header?.setAttribute("aria-label", this.dayHeader(date, dow, 1));
        else if (header) header.role = "link";
      },
      // A cell is named by all that is in it; what leads to a day is a link.
      dayCellDidMount: ({ el }) => {
        el.removeAttribute("aria-labelledby");
        el.querySelector("[data-navlink]")?.setAttribute("role", "link");
      },
      moreLinkDidMount: ({ el }) => (el.role = "link"),
      navLinks: true, navLinkHint: this.data.labels.open_day,
      navLinkDayClick: (date) => this.openDay(date),
      moreLinkClick: ({ date }) => this.openDay(date), moreLinkHint: data.labels.open_day,
      moreLinkContent: ({ num }) => `+${num}`,
      events: (_, done, fail) => void this.fetch().then(done, fail),
      eventSourceFailure: () => this.say(data.labels.failed ?? ""),
      eventContent: (arg) => ({ domNodes: this.content(arg) }),
      eventDidMount: ({ el, event }) => this.mounted(el, event),
      eventClick: ({ event, jsEvent }) => this.open(event, jsEvent),
      eventDrop: (arg) => void this.drop(arg),
      eventsSet: () => requestAnimationFrame(() => this.drawn()),
    });
    this.calendar.render();
    this.dialog.addEventListener("submit", (event) => this.submitted(event));
  }

  // now is what the newsroom's clock shows.
  private now(): string {
    return local(Date.parse(this.data.now + "Z") + performance.now() - this.began, 0);
  }

  private dayHeader(date: Date, dow: number, width: 0 | 1 = 0): string {
    const name = this.data.weekdays[dow]![this.data.view === "day" ? 1 : width];
    return this.data.view === "month" ? name : `${name} ${date.getUTCDate()}`;
  }

  private openDay(date: Date): void {
    const where = this.data.view === "day" ? this.data.agenda : this.data.days;
    location.assign(where + date.toISOString().slice(0, 10));
  }

  private async fetch(): Promise<EventInput[]> {
    const answer = await fetch(this.data.feed);
    if (!answer.ok) throw new Error(String(answer.status));
    const feed = (await answer.json()) as Feed;
    this.fetched = true;
    const events = feed.entries.map((row, order) => this.event(row, order, feed.titles));
    return this.data.view === "month" ? this.thinned(events) : events;
  }

  // thinned keeps of each day of a month no more than fits, and a link to the day: a
  // month may have thousands of entries, and the browser draws even those it hides.
  private thinned(events: EventInput[]): EventInput[] {
    const days = new Map<string, EventInput[]>();
    for (const event of events) {
      const day = String(event.start).slice(0, 10);
      const others = days.get(day);
      if (others) others.push(event);
      else days.set(day, [event]);
    }
    return [...days].flatMap(([day, all]) => {
      if (all.length <= fits) return all;
      const shown = all.slice(0, fits - 1);
      const title = this.data.labels.more!.replace("{n}", String(all.length - shown.length));
      return [...shown, { id: day, start: `${day}T23:59:58`, end: `${day}T23:59:59`, order: Infinity, title, url: this.data.days + day, editable: false, classNames: ["cal-more"] }];
    });
  }

  private event(row: Row, order: number, titles: Feed["titles"]): EventInput {
    const [kind, id, at, shift, own, language, story, may, notes = "", look = "", name = ""] = row;
    const [title, lang] = titles[story] ?? [name, ""];
    const entry: Entry = {
      kind: this.data.kinds[kind]!.kind, kindName: this.data.kinds[kind]!.name, id, at,
      own: own === shift ? "" : local(at, own).slice(11, 16),
      language: this.data.languages[language], title: title || this.data.labels.untitled!, lang, notes, look,
    };
    return {
      id: `${entry.kind}-${id}`, start: local(at, shift), end: local(drawnUntil(at, shift), shift), title: entry.title, order, editable: may === 1, extendedProps: entry,
      classNames: [`cal-${entry.kind}`, look && `cal-${look}`, entry.language ? `cal-color-${entry.language.color}` : "cal-none"].filter(Boolean),
      url: this.path(entry),
    };
  }

  // path is where an entry is looked at and moved.
  private path(entry: Entry): string {
    const query = new URLSearchParams({ kind: entry.kind, id: String(entry.id), back: location.pathname + location.search });
    return "/admin/calendar/move?" + query;
  }

  private content({ event }: EventContentArg): Node[] {
    if (!event.extendedProps.kind) return [document.createTextNode(event.title)];
    const entry = event.extendedProps as Entry;
    const title = span("cal-title", entry.title);
    title.translate = false;
    if (entry.lang) title.lang = entry.lang;
    const parts = [span("cal-time", clock(event.start!)), span("cal-sign", signs[entry.kind] ?? "", entry.kindName)];
    if (entry.language) {
      const code = span("cal-code", entry.language.code, entry.language.name);
      code.lang = entry.language.tag;
      code.translate = false;
      parts.push(code);
    }
    if (entry.look) parts.push(span("cal-warn", "⚠", entry.notes));
    return [...parts, title].flatMap((part) => [part, document.createTextNode(" ")]);
  }

  private mounted(element: HTMLElement, event: EventApi): void {
    if (!event.extendedProps.kind) return;
    const entry = event.extendedProps as Entry;
    const own = entry.own && `(${this.data.labels.own!.replace("{time}", entry.own)})`;
    element.title = [`${clock(event.start!)} ${own}`.trim(), entry.language?.name, entry.kindName, entry.title, entry.notes].filter(Boolean).join(" · ");
    element.dataset.entry = event.id;
  }

  private drawn(): void {
    if (!this.fetched) return;
    this.place.dataset.drawn = String(this.calendar.getEvents().length);
    if (!this.focus) return;
    this.place.querySelector<HTMLElement>(`[data-entry="${this.focus}"]`)?.focus();
    this.focus = "";
  }

  // open shows an entry in a dialog; with a key held down the browser opens it where
  // it opens links.
  private open(event: EventApi, click: MouseEvent): void {
    if (!event.extendedProps.kind || click.ctrlKey || click.metaKey || click.shiftKey) return;
    click.preventDefault();
    void fetch(event.url, { headers: { "Hx-Request": "true" } }).then(async (answer) => {
      if (answer.ok) this.show(await answer.text());
      else location.assign(event.url);
    });
  }

  private show(html: string): void {
    const place = this.dialog.querySelector(":scope > div")!;
    place.innerHTML = html;
    (window as unknown as { htmx: typeof htmxType }).htmx.process(place as HTMLElement);
    if (!this.dialog.open) this.dialog.showModal();
    place.querySelector<HTMLElement>("[type=radio], [name=at]")?.focus();
  }

  // post sends a move and answers with the part of a page that says what came of it.
  private async post(form: URLSearchParams): Promise<{ done: boolean; html: string }> {
    form.set("back", location.pathname + location.search);
    const answer = await fetch("/admin/calendar/move", { method: "POST", body: form, headers: { "Hx-Request": "true" } });
    if (![200, 403, 409, 422].includes(answer.status)) throw new Error(String(answer.status));
    return { done: answer.ok, html: await answer.text() };
  }

  private async drop({ event, revert }: EventDropArg): Promise<void> {
    const entry = event.extendedProps as Entry;
    const form = new URLSearchParams({
      kind: entry.kind, id: String(entry.id), seen: String(entry.at), at: event.start!.toISOString().slice(0, 19), drop: "1",
    });
    try {
      const { done, html } = await this.post(form);
      if (!done) revert();
      if (html.includes("data-move")) this.show(html);
      else this.toast(html);
      if (done) this.calendar.refetchEvents();
    } catch {
      revert();
      this.say(this.data.labels.failed ?? "");
    }
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-move]")) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    const moved = `${fields.get("kind")}-${fields.get("id")}`;
    this.post(fields).then(({ done, html }) => {
      if (!done) return this.show(html);
      this.dialog.close();
      this.toast(html);
      this.focus = moved;
      this.calendar.refetchEvents();
    }).catch(() => form.submit());
  }

  // toast puts a message of the server's in place of those before: only the last move
  // can be undone.
  private toast(html: string): void {
    const place = document.getElementById("toasts")!;
    place.innerHTML = html;
  }

  private say(text: string): void {
    const line = span("toast-line", text);
    document.getElementById("toasts")!.replaceChildren(line);
  }
}

const place = document.getElementById("grid");
const source = document.getElementById("grid-data");
if (place && source) {
  const data = JSON.parse(source.textContent ?? "") as Data;
  if (data.narrow && matchMedia("(max-width: 48rem)").matches) location.replace(data.narrow);
  else new Grid(place, data);
}
