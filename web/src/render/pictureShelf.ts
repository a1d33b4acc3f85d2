/**
 * Pictures decoded ahead: fetched and decoded away from the main thread, the last few kept. What is asked for now goes first;
 * what is only expected waits for a quiet moment. A decoded picture that leaves the shelf gives its memory back.
 */
import { quiet } from "../core/quiet.js";

export type FetchPicture = (url: string) => Promise<Blob>;
const kept = 8, mostPixels = 120e6;

export class PictureShelf {
  private readonly pictures = new Map<string, Promise<ImageBitmap>>();
  private readonly ready = new Map<string, ImageBitmap>();
  private inUse = new Set<string>();

  constructor(private readonly read: FetchPicture = readPicture) {}

  /** Decoded already: can be shown in this very frame. */
  now(url: string): ImageBitmap | undefined { return this.ready.get(url); }

  /** These must not be thrown out while they are shown. */
  hold(urls: readonly string[]): void { this.inUse = new Set(urls); }

  get(url: string): Promise<ImageBitmap> {
    const known = this.pictures.get(url);
    if (known) {
      this.pictures.delete(url);
      this.pictures.set(url, known);
      return known;
    }
    const picture = this.read(url).then((blob) => createImageBitmap(blob));
    this.pictures.set(url, picture);
    picture.then((bitmap) => { if (this.pictures.get(url) === picture) this.ready.set(url, bitmap); else bitmap.close(); },
      () => { if (this.pictures.get(url) === picture) this.pictures.delete(url); });
    this.tidy();
    return picture;
  }

  /** One after the other, and never during a drag. */
  async expect(urls: readonly string[], isStillWanted: () => boolean): Promise<void> {
    for (const url of urls) {
      await quiet.moment();
      if (!isStillWanted()) return;
      await this.get(url).catch(() => undefined);
    }
  }

  private pixels(): number {
    let sum = 0;
    for (const { width, height } of this.ready.values()) sum += width * height;
    return sum;
  }

  private tidy(): void {
    for (const url of [...this.pictures.keys()].slice(0, -1)) {
      if (this.pictures.size <= kept && this.pixels() <= mostPixels) return;
      if (this.inUse.has(url)) continue;
      this.ready.get(url)?.close();
      this.ready.delete(url);
      this.pictures.delete(url);
    }
  }
}

async function readPicture(url: string): Promise<Blob> {
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok) throw new Error(response.status === 404 ? "there is no picture of this item" : `the picture could not be fetched (${response.status})`);
  return response.blob();
}
