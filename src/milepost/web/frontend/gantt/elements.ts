/** SVG and HTML elements made by name. */

const SVG = "http://www.w3.org/2000/svg";

type Attributes = Record<string, string | number>;

export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name);
  setAttributes(element, attributes);
  return element;
}

export function html<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = "",
  attributes: Attributes = {},
  text = "",
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (className) element.className = className;
  setAttributes(element, attributes);
  if (text) element.textContent = text;
  return element;
}

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
