// Buttons that copy a text which is shown once. Without this script people select it
// themselves, so the buttons come with it.

// bindCopying shows the buttons and has them work.
export function bindCopying(): void {
  if (!navigator.clipboard) return; // only over https and on the machine itself
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const field = document.getElementById(button.dataset.copy ?? "") as HTMLInputElement | null;
    if (!field) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      field.select();
      void navigator.clipboard.writeText(field.value).then(() => {
        button.textContent = button.dataset.copied ?? "";
      });
    });
  }
}
