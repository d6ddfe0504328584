// The point of a picture that no cut may lose: set with a click, or in the fields,
// and shown with what the cuts make of it.

// part is where a cut begins along one side, as background positions count it:
// in hundredths of what is left out.
function part(whole: number, cut: number, focus: number): number {
  if (whole <= cut) return 50;
  const begin = Math.min(Math.max(whole * focus - cut / 2, 0), whole - cut);
  return (begin / (whole - cut)) * 100;
}

// bindFocus makes the picture of the page answer clicks.
export function bindFocus(): void {
  const box = document.querySelector<HTMLElement>("[data-focus]");
  const x = document.querySelector<HTMLInputElement>("#focus_x");
  const y = document.querySelector<HTMLInputElement>("#focus_y");
  if (!box || !x || !y) return;
  const picture = box.querySelector("img")!;
  const mark = document.createElement("span");
  mark.className = "focus-mark";
  box.append(mark);
  const [width, height] = [Number(box.dataset.width), Number(box.dataset.height)];
  const show = (moved: boolean): void => {
    const [fx, fy] = [Number(x.value) / 100, Number(y.value) / 100];
    mark.style.left = `${fx * 100}%`;
    mark.style.top = `${fy * 100}%`;
    if (!moved) return;
    for (const cut of document.querySelectorAll<HTMLImageElement>("[data-cut]")) {
      const [w, h] = cut.dataset.cut!.split("/").map(Number) as [number, number];
      const wide = Math.min(width, (height * w) / h);
      cut.src = picture.src;
      cut.style.objectPosition = `${part(width, wide, fx)}% ${part(height, (wide * h) / w, fy)}%`;
    }
  };
  box.addEventListener("click", (event) => {
    const area = picture.getBoundingClientRect();
    const hundredth = (at: number): string => String(Math.min(100, Math.max(0, Math.round(at * 1000) / 10)));
    x.value = hundredth((event.clientX - area.left) / area.width);
    y.value = hundredth((event.clientY - area.top) / area.height);
    show(true);
  });
  for (const field of [x, y]) field.addEventListener("input", () => show(true));
  show(false);
}
