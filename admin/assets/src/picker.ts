// The dialog that chooses a picture of the library, or adds one: for the head of a
// story, for its text, for somebody's portrait.
import { choose } from "./choose";
import { upload } from "./upload";

// Picked is what was chosen; src is a small print of it.
export interface Picked {
  id: number;
  src: string;
}

type Take = (picture: Picked) => void;

// pick asks for a picture. The event reaches the dialog from any bundle.
export function pick(take: Take, files: File[] = []): void {
  document.dispatchEvent(new CustomEvent("pick", { detail: { take, files } }));
}

// bindPicker makes the dialog of the page work, and the fields that use it.
export function bindPicker(): void {
  const dialog = document.querySelector<HTMLDialogElement>("#picker");
  if (!dialog) return;
  const field = dialog.querySelector<HTMLInputElement>("#picker-words")!;
  const list = dialog.querySelector<HTMLElement>("#picker-list")!;
  const form = dialog.querySelector<HTMLFormElement>("form[data-upload]")!;
  const input = form.querySelector<HTMLInputElement>("input[type=file]")!;
  let take: Take = () => undefined;
  const done = (picture: Picked): void => {
    dialog.close();
    take(picture);
  };
  const add = async (files: File[]): Promise<void> => {
    const there = await upload(form, files);
    input.value = "";
    for (const picture of there) done(picture);
  };
  choose(field, list, (option) => {
    done({ id: Number(option.dataset.medium), src: option.querySelector("img")?.getAttribute("src") ?? "" });
  });
  input.addEventListener("change", () => void add([...(input.files ?? [])]));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("pick", (event) => {
    const detail = (event as CustomEvent<{ take: Take; files: File[] }>).detail;
    take = detail.take;
    form.querySelector(".uploads")?.replaceChildren();
    dialog.showModal();
    field.dispatchEvent(new Event("opened"));
    if (detail.files.length > 0) void add(detail.files);
  });
  for (const box of document.querySelectorAll<HTMLElement>("[data-cover]")) bindCover(box);
}

// bindCover makes a field show what it holds.
function bindCover(box: HTMLElement): void {
  const value = box.querySelector<HTMLInputElement>("input[type=hidden]")!;
  const image = box.querySelector("img")!;
  const drop = box.querySelector<HTMLButtonElement>("[data-drop]")!;
  const set = (picture: Picked | null): void => {
    value.value = picture ? String(picture.id) : "";
    if (picture) image.src = picture.src;
    image.hidden = drop.hidden = !picture;
    value.dispatchEvent(new Event("change", { bubbles: true }));
  };
  box.querySelector("[data-pick]")!.addEventListener("click", () => pick(set));
  drop.addEventListener("click", () => set(null));
}
