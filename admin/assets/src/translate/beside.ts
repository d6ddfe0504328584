// A second language to read: another version of the story under each unit of the source.
import { parse, type Block } from "../editor/blocks";

interface Unit {
  html: string;
  block: Block;
}

export class Beside {
  private units: Record<string, Unit> = {};
  private lang = "";

  constructor(private path: string, target: string, private list: HTMLElement) {
    const choice = document.querySelector<HTMLSelectElement>("#beside");
    if (!choice) return;
    const name = `beside:${target}`;
    const kept = localStorage.getItem(name) ?? "";
    if ([...choice.options].some((o) => o.value === kept)) choice.value = kept;
    choice.addEventListener("change", () => {
      localStorage.setItem(name, choice.value);
      void this.load(choice.value);
    });
    if (choice.value) void this.load(choice.value);
  }

  private async load(lang: string): Promise<void> {
    this.lang = lang;
    const answer = lang ? await fetch(`${this.path}/beside/${lang}`).catch(() => null) : null;
    this.units = answer?.ok ? ((await answer.json()) as Record<string, Unit>) : {};
    this.fill();
  }

  // fill puts the words under the units.
  fill(): void {
    for (const element of this.list.querySelectorAll<HTMLElement>("[data-unit]")) {
      const place = element.querySelector<HTMLElement>(".unit-beside")!;
      const unit = this.units[element.dataset.unit ?? ""];
      place.hidden = !unit;
      if (place.lang === this.lang && place.hasChildNodes() === Boolean(unit)) continue;
      place.lang = this.lang;
      place.replaceChildren(...(unit ? parse(unit.html).childNodes : []));
    }
  }

  has(key: string): boolean { return key in this.units; }

  block(key: string): Block | null { return this.units[key]?.block ?? null; }
}
