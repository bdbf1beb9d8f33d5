import type { Colour, Drawing, Point, Shape } from "./drawing.ts";

/** A drawing as SVG 1.1 text; fonts are the viewer's. */
export function svgOf({ width, height, shapes }: Drawing): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, monospace" font-size="13">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...shapes.map(element),
    "</svg>",
    "",
  ].join("\n");
}

function element(shape: Shape): string {
  switch (shape.kind) {
    case "line": return `<polyline fill="none" stroke="${colourText(shape.colour)}" stroke-width="${shape.width}" stroke-linejoin="round" points="${pointsText(shape.points)}"/>`;
    case "polygon": return `<polygon fill="${colourText(shape.colour)}" fill-opacity="${shape.opacity}" points="${pointsText(shape.points)}"/>`;
    case "text": return `<text x="${place(shape.at[0])}" y="${place(shape.at[1])}" fill="${colourText(shape.colour)}" text-anchor="${shape.anchor}">${escaped(shape.text)}</text>`;
  }
}

function pointsText(points: readonly Point[]): string {
  return points.map(([x, y]) => `${place(x)},${place(y)}`).join(" ");
}

/** A tenth of a pixel is enough. */
function place(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function colourText(colour: Colour): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
