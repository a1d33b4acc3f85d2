/** The item's picture on the stage: at once when it was decoded ahead, sharper when the zoom asks for it, the next ones fetched meanwhile. */
import { useEffect, useLayoutEffect, useState } from "react";
import type { Size } from "../../core/image/box.js";
import { PictureShelf } from "../../render/pictureShelf.js";
import type { ImageStage } from "../../render/imageStage.js";
import type { PictureItem } from "./props.js";

/** One shelf for all editors of the page: going back finds its picture still there. */
export const shelf = new PictureShelf();
export const aheadPictures = 3;

export interface Picture { size?: Size; failure?: string; retry: () => void }

const factsOf = (item: PictureItem): Size | undefined => {
  const { width, height } = item.blobs?.image ?? {};
  return width && height ? { width, height } : undefined;
};

export function usePicture(item: PictureItem, ahead: readonly PictureItem[], url: (item: string, size: "view" | "full") => string, stage: () => ImageStage | undefined): Picture {
  const [state, setState] = useState<{ item: string; size?: Size; failure?: string }>({ item: item.id });
  const [turn, setTurn] = useState(0);
  // Without the stored size only the picture itself says how large it is; a smaller view would shift every coordinate.
  const urlOf = (one: PictureItem) => url(one.id, factsOf(one) ? "view" : "full");
  const view = urlOf(item);
  const next = ahead.slice(0, aheadPictures).map(urlOf).join("\n");

  useLayoutEffect(() => {
    let gone = false;
    const put = (bitmap: ImageBitmap) => {
      const size = factsOf(item) ?? { width: bitmap.width, height: bitmap.height };
      stage()?.setPicture(bitmap, size);
      if (!factsOf(item)) setState({ item: item.id, size });
      void shelf.expect(next ? next.split("\n") : [], () => !gone);
    };
    const ready = shelf.now(view);
    shelf.hold([view]);
    if (ready) put(ready);
    else {
      stage()?.setPicture(undefined, factsOf(item) ?? { width: 1, height: 1 });
      shelf.get(view).then((bitmap) => { if (!gone) put(bitmap); }, (error: Error) => { if (!gone) setState({ item: item.id, failure: error.message }); });
    }
    return () => { gone = true; };
  }, [view, turn]);
  useEffect(() => {
    let gone = false;
    void shelf.expect(next ? next.split("\n") : [], () => !gone);
    return () => { gone = true; };
  }, [next]);

  const mine = state.item === item.id ? state : undefined;
  return { size: factsOf(item) ?? mine?.size, failure: mine?.failure, retry: () => { setState({ item: item.id }); setTurn(turn + 1); } };
}

/** The stored picture itself, once single pixels of it are larger than those of the view that is shown. */
export function useSharper(item: PictureItem, size: Size | undefined, url: (item: string, size: "view" | "full") => string, stage: () => ImageStage | undefined): () => void {
  return () => {
    const now = stage(), picture = now?.picture;
    if (!now || !picture || !size || picture.width >= size.width) return;
    if (now.view.scale * (window.devicePixelRatio || 1) <= (picture.width / size.width) * 1.05) return;
    const full = url(item.id, "full");
    shelf.hold([url(item.id, "view"), full]);
    void shelf.get(full).then((bitmap) => { if (stage()?.picture === picture) stage()!.setPicture(bitmap, size); }, () => undefined);
  };
}
