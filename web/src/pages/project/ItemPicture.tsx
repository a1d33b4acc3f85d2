/** The picture of an item under whatever was said about it; digits and buttons lay each person's boxes over it. */
import { useState } from "react";
import type { Definition } from "../../core/definition.js";
import { coloured, layersOf, shownAtFirst } from "../../core/image/layers.js";
import { count } from "../../core/figures.js";
import * as api from "../../api/endpoints.js";
import type { ItemDetail } from "../../api/types.js";
import { Kbd, Swatch } from "../../panels/controls.js";
import { useKeys } from "../../panels/hooks.js";
import { Picture } from "../pictures.js";
import { originText } from "./RevisionRow.js";

export function ItemPicture({ detail, definition }: { detail: ItemDetail; definition: Definition }) {
  const { item } = detail;
  const layers = layersOf({
    settled: detail.settled ?? {}, revisions: detail.revisions.map((one) => ({ ...one, name: originText(one) })),
    suggestions: (detail.suggestions ?? []).filter((one) => (one.state ?? "open") === "open"),
  }, definition.questions);
  const [shown, setShown] = useState<ReadonlySet<string>>(() => shownAtFirst(layers));
  const drawn = coloured(layers, shown);
  const flip = (id: string) => { const next = new Set(shown); if (!next.delete(id)) next.add(id); setShown(next); };
  useKeys((chord) => {
    const layer = /^[1-9]$/.test(chord) ? layers[Number(chord) - 1] : undefined;
    if (layer) flip(layer.id);
    return layer !== undefined;
  });
  return (
    <section aria-label="Picture">
      <Picture item={item.id} itemKey={item.key} blobs={item.blobs} layers={drawn} most={52} />
      {layers.length > 0 && <div className="layers" role="group" aria-label="Boxes shown">{layers.map((layer, index) => {
        const own = drawn.find((one) => one.id === layer.id)?.colour;
        return (
          <button key={layer.id} className="layer-switch" aria-pressed={shown.has(layer.id)} onClick={() => flip(layer.id)} data-testid="layer">
            {own !== undefined && <Swatch colour={own} dashed={layer.isDashed} />}{layer.name}<span className="caption num">{count(layer.boxes.length)}</span>{index < 9 && <Kbd chord={String(index + 1)} />}
          </button>
        );
      })}</div>}
      {item.blobs?.image && <p className="caption">{[item.blobs.image.width && `${item.blobs.image.width} × ${item.blobs.image.height} pixels`, item.blobs.image.type].filter(Boolean).join(" · ")} · <a className="link" href={api.pictureURL(item.id, "full")} target="_blank" rel="noreferrer">full size</a></p>}
    </section>
  );
}
