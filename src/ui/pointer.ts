/** Between the page's pixels and an element's own, which differ where the page shows the element larger (CSS zoom, for a projector). */
interface At {
  readonly clientX: number;
  readonly clientY: number;
}
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How much larger the element is shown. */
function scaleOf(element: Element): number {
  return element.currentCSSZoom ?? 1;
}

/** Where on the element a pointer is, in the element's pixels. */
export function pointIn(element: Element, { clientX, clientY }: At): { readonly x: number; readonly y: number } {
  const box = element.getBoundingClientRect();
  const scale = scaleOf(element);
  return { x: (clientX - box.left) / scale, y: (clientY - box.top) / scale };
}

/** A box of the element's pixels, in the page's. */
export function boxOnPage(element: Element, { x, y, width, height }: Box): Box {
  const box = element.getBoundingClientRect();
  const scale = scaleOf(element);
  return { x: box.left + x * scale, y: box.top + y * scale, width: width * scale, height: height * scale };
}
