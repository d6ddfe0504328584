// The matrix of languages: boxes for a row and a column tick what is in them, and
// arrows go from box to box.

function boxes(form: Element, name: string): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name=${name}]`)];
}

// ofRow and ofColumn say whether a cell ("12.kk") is in a row ("12.en"), in a column
// ("kk").
const ofRow = (cell: string, row: string): boolean => cell.split(".")[0] === row.split(".")[0];
const ofColumn = (cell: string, column: string): boolean => cell.slice(cell.indexOf(".") + 1) === column;

function tick(form: Element, changed: HTMLInputElement): void {
  const cells = boxes(form, "cell");
  const groups: [string, (cell: string, group: string) => boolean][] = [["row", ofRow], ["column", ofColumn]];
  for (const [name, holds] of groups) {
    if (changed.name === name) for (const cell of cells) if (holds(cell.value, changed.value)) cell.checked = changed.checked;
  }
  for (const [name, holds] of groups) {
    for (const group of boxes(form, name)) {
      const held = cells.filter((cell) => holds(cell.value, group.value));
      const checked = held.filter((cell) => cell.checked).length;
      group.checked = held.length > 0 && checked === held.length;
      group.indeterminate = checked > 0 && !group.checked;
    }
  }
}

// step returns the box that an arrow leads to: the next one in its row, or in the same
// place of the next row that has one there.
function step(table: HTMLTableElement, from: HTMLElement, key: string): HTMLElement | null {
  const cell = from.closest<HTMLTableCellElement>("th, td")!;
  const box = (row: number, column: number): HTMLElement | null =>
    table.rows[row]?.cells[column]?.querySelector<HTMLElement>("input[type=checkbox]") ?? null;
  const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key] ?? [0, 0];
  let row = (cell.parentElement as HTMLTableRowElement).rowIndex + down;
  let column = cell.cellIndex + right;
  for (; table.rows[row]?.cells[column]; row += down, column += right) {
    const found = box(row, column);
    if (found) return found;
    if (down === 0 && right === 0) break;
  }
  return null;
}

// bindMatrix listens on the page, because filters put another matrix into it.
export function bindMatrix(): void {
  document.addEventListener("change", (event) => {
    const box = event.target as HTMLInputElement;
    const form = box.closest("[data-matrix]");
    if (form && box.type === "checkbox") tick(form, box);
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target as HTMLElement;
    const table = box.closest<HTMLTableElement>("[data-matrix] table");
    if (!table || !box.matches("input[type=checkbox]") || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    step(table, box, event.key)?.focus();
  });
}
