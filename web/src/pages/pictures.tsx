/** An item's picture on a page: small in rows and tiles, large in the item sheet, with boxes drawn over it at the same places. */
import { CSSProperties, useState } from "react";
import { Blobs, pictureSize, ShownBox } from "../core/image/pictures.js";
import { percent } from "../core/figures.js";
import * as api from "../api/endpoints.js";

/** More boxes than this would hide a small picture: then only their number is told. */
const mostOnThumb = 80;
/** With more captions than this none could be read. */
const mostCaptions = 40;

export interface Layer { readonly name: string; readonly boxes: readonly ShownBox[]; /** Of the whole layer; without it each box has its label's. */ readonly colour?: number; readonly isDashed?: boolean }

/** The place is kept before the picture has come, so that nothing moves. A file without width and height is no picture, and it says so. */
export function Thumb({ item, blobs, boxes = [], look = "row", alt = "" }: { item: string; blobs?: Blobs; boxes?: readonly ShownBox[]; look?: "row" | "tile"; alt?: string }) {
  const size = pictureSize(blobs);
  const [failed, setFailed] = useState(false);
  if (!size || failed) return <span className={`thumb as-${look} none`}>{look === "tile" && <span>{failed ? "the picture could not be fetched" : "no picture that could be read"}</span>}</span>;
  return (
    <span className={`thumb as-${look}`}>
      <img src={api.pictureURL(item, "thumb")} width={size.width} height={size.height} loading="lazy" decoding="async" alt={alt} onError={() => setFailed(true)} />
      {boxes.length <= mostOnThumb && <Marks width={size.width} height={size.height} layers={[{ name: "", boxes }]} />}
    </span>
  );
}

/** As wide as its place and never higher than `most` of the window. */
export function Picture({ item, itemKey, blobs, layers, most = 62 }: { item: string; itemKey: string; blobs?: Blobs; layers: readonly Layer[]; most?: number }) {
  const size = pictureSize(blobs);
  const [failed, setFailed] = useState(false);
  if (failed || !size) return <div className="picture none">{failed ? "The picture could not be fetched." : "This item has no picture that could be read."}</div>;
  const boxes = layers.reduce((sum, layer) => sum + layer.boxes.length, 0);
  const frame: CSSProperties = { aspectRatio: `${size.width} / ${size.height}`, maxWidth: `calc(${most}vh * ${(size.width / size.height).toFixed(4)})` };
  return (
    <figure className="picture" style={frame} data-testid="picture">
      <img src={api.pictureURL(item, "view")} width={size.width} height={size.height} decoding="async" alt={`${itemKey}${boxes ? `, with ${boxes} boxes` : ""}`} onError={() => setFailed(true)} />
      <Marks width={size.width} height={size.height} layers={layers} />
      {boxes <= mostCaptions && layers.map((layer) => layer.boxes.map((one, index) => <Caption key={`${layer.name}/${index}`} shown={one} colour={layer.colour ?? one.colour} size={size} isDashed={layer.isDashed} />))}
    </figure>
  );
}

function Marks({ width, height, layers }: { width: number; height: number; layers: readonly Layer[] }) {
  if (layers.every((layer) => layer.boxes.length === 0)) return null;
  return (
    <svg className="marks" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {layers.map((layer) => (
        <g key={layer.name} className={layer.isDashed ? "dashes" : undefined}>{layer.boxes.map(({ box: [x0, y0, x1, y1], colour, marked }, index) => {
          const place = { x: x0, y: y0, width: x1 - x0, height: y1 - y0 };
          return <g key={index} className={`label-${layer.colour ?? colour}${marked && layer.colour === undefined ? " marked" : ""}`} data-testid="mark"><rect className="edge" {...place} /><rect className="line" {...place} /></g>;
        })}</g>
      ))}
    </svg>
  );
}

function Caption({ shown, colour, size, isDashed }: { shown: ShownBox; colour: number; size: { width: number; height: number }; isDashed?: boolean }) {
  const [x0, y0, x1] = shown.box;
  // At the right edge a caption grows to the left; at the top it hangs inside its box.
  const isRight = x0 / size.width > 0.8;
  const place: CSSProperties = { top: `${(y0 / size.height) * 100}%`, ...(isRight ? { right: `${(1 - x1 / size.width) * 100}%` } : { left: `${(x0 / size.width) * 100}%` }) };
  return <span className={`caption-tag label-${colour}${y0 / size.height < 0.06 ? " inside" : ""}`} style={place}>{shown.label}{isDashed && "?"}{shown.score !== undefined && ` ${percent(shown.score)}`}</span>;
}
