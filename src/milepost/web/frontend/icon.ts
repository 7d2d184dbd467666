/** Icons of the sprite, whose address the page's root element carries. */

const SVG = "http://www.w3.org/2000/svg";

export function icon(name: string, label = ""): SVGSVGElement {
  const element = document.createElementNS(SVG, "svg");
  element.setAttribute("class", "icon");
  if (label) {
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", label);
  } else {
    element.setAttribute("aria-hidden", "true");
  }
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${document.documentElement.dataset["icons"] ?? ""}#${name}`);
  element.append(use);
  return element;
}
