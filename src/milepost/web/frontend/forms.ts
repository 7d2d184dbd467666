/** Small conveniences of forms: a file dropped on its area, and lists that submit when changed. */

export function enhanceForms(): void {
  for (const area of document.querySelectorAll<HTMLElement>("[data-drop-area]")) acceptDrops(area);
  document.addEventListener("change", submitOnChange);
}

function acceptDrops(area: HTMLElement): void {
  const input = area.querySelector<HTMLInputElement>('input[type="file"]');
  if (!input) return;
  const mark = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    area.classList.toggle("drop-area-over", isOver);
  };
  area.addEventListener("dragover", mark(true));
  area.addEventListener("dragleave", mark(false));
  area.addEventListener("drop", (event) => {
    mark(false)(event);
    if (event.dataTransfer?.files.length) input.files = event.dataTransfer.files;
  });
}

function submitOnChange(event: Event): void {
  const field = event.target as HTMLSelectElement;
  if (field.closest("[data-submits-on-change]")) field.form?.requestSubmit();
}
