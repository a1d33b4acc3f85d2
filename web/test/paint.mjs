// Pictures painted in memory, for the stand-in server: a street at dusk, turned a little from picture to picture.
import { crc32, deflateSync } from "./png.mjs";

/** A picture as rows of RGB; shapes are filled scan line by scan line. */
export class Canvas {
  constructor(width, height) { this.width = width; this.height = height; this.pixels = Buffer.alloc(width * height * 3); }
  set(x, y, [r, g, b], alpha = 1) {
    const at = (y * this.width + x) * 3, mix = (old, now) => Math.round(old + (now - old) * alpha);
    this.pixels[at] = mix(this.pixels[at], r); this.pixels[at + 1] = mix(this.pixels[at + 1], g); this.pixels[at + 2] = mix(this.pixels[at + 2], b);
  }
  polygon(points, colour, alpha) {
    const ys = points.map((point) => point[1]);
    for (let y = Math.max(0, Math.floor(Math.min(...ys))); y < Math.min(this.height, Math.max(...ys)); y++) {
      const cuts = [];
      points.forEach(([x0, y0], index) => {
        const [x1, y1] = points[(index + 1) % points.length], line = y + 0.5;
        if (y0 <= line !== y1 <= line) cuts.push(x0 + ((line - y0) / (y1 - y0)) * (x1 - x0));
      });
      cuts.sort((a, b) => a - b);
      for (let pair = 0; pair + 1 < cuts.length; pair += 2) for (let x = Math.max(0, Math.round(cuts[pair])); x < Math.min(this.width, Math.round(cuts[pair + 1])); x++) this.set(x, y, typeof colour === "function" ? colour(x, y) : colour, alpha);
    }
  }
  rect(x, y, w, h, colour, alpha) { this.polygon([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], colour, alpha); }
  disc(cx, cy, r, colour, alpha, flat = 1) { this.polygon(Array.from({ length: 48 }, (_, index) => [cx + r * Math.cos((index * Math.PI) / 24), cy + r * flat * Math.sin((index * Math.PI) / 24)]), colour, alpha); }
  half() {
    const small = new Canvas(this.width >> 1, this.height >> 1);
    for (let y = 0; y < small.height; y++) for (let x = 0; x < small.width; x++) for (let channel = 0; channel < 3; channel++) {
      const at = (row, column) => this.pixels[((2 * y + row) * this.width + 2 * x + column) * 3 + channel];
      small.pixels[(y * small.width + x) * 3 + channel] = (at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) >> 2;
    }
    return small;
  }
  png() {
    const rows = Buffer.alloc((this.width * 3 + 1) * this.height);
    for (let y = 0; y < this.height; y++) this.pixels.copy(rows, y * (this.width * 3 + 1) + 1, y * this.width * 3, (y + 1) * this.width * 3);
    const chunk = (type, data) => {
      const head = Buffer.alloc(8), tail = Buffer.alloc(4);
      head.writeUInt32BE(data.length); head.write(type, 4, "latin1");
      tail.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])));
      return Buffer.concat([head, data, tail]);
    };
    const size = Buffer.alloc(13);
    size.writeUInt32BE(this.width); size.writeUInt32BE(this.height, 4); size[8] = 8; size[9] = 2;
    return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", size), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
  }
}

export const fade = (top, bottom, from, to) => (x, y) => top.map((value, index) => value + (bottom[index] - value) * Math.min(1, Math.max(0, (y - from) / (to - from))));

export function street(width, height, turn) {
  const picture = new Canvas(width, height), s = width / 1920, shift = turn * 90;
  const scaled = (points) => points.map(([x, y]) => [x * s, y * s]);
  picture.rect(0, 0, width, height, fade([111, 143, 181], [229, 207, 174], 0, 620 * s));
  for (const [x, y, w, h, c] of [[0, 200, 240, 420, 74], [240, 330, 170, 290, 74], [410, 140, 210, 480, 74], [1240, 260, 240, 360, 74], [1460, 90, 250, 530, 74], [1710, 230, 210, 390, 74], [620, 370, 200, 250, 109], [1060, 400, 180, 220, 109]]) {
    picture.rect(x * s, y * s, w * s, h * s, [c, c + 5, c + 18]);
    for (let row = 0; row < 3; row++) for (let column = 0; column < 3; column++) if ((row * 7 + column * 3 + x + turn) % 4 < 2) picture.rect((x + 24 + column * 62) * s, (y + 36 + row * 84) * s, 28 * s, 40 * s, [244, 220, 160], 0.35);
  }
  picture.rect(0, 618 * s, width, height, [123, 122, 120]);
  picture.polygon(scaled([[760, 618], [1120, 618], [1800, 1080], [100, 1080]]), fade([85, 88, 95], [37, 39, 44], 618 * s, 1080 * s));
  for (const points of [[[936, 634], [946, 634], [958, 712], [924, 712]], [[922, 760], [962, 760], [980, 880], [904, 880]], [[892, 930], [992, 930], [1014, 1080], [866, 1080]]]) picture.polygon(scaled(points), [217, 212, 196]);
  const car = (x, y, k, body) => {
    const at = (points) => scaled(points.map(([a, b]) => [x + a * k, y + b * k]));
    picture.polygon(at([[0, 130], [16, 84], [32, 40], [60, 10], [110, 0], [250, 0], [300, 16], [330, 50], [350, 90], [384, 110], [384, 210], [0, 210]]), body);
    picture.polygon(at([[56, 88], [76, 40], [104, 22], [170, 20], [170, 88]]), [27, 36, 48]);
    picture.polygon(at([[186, 20], [250, 22], [286, 44], [304, 88], [186, 88]]), [27, 36, 48]);
    for (const wheel of [76, 312]) picture.disc((x + wheel * k) * s, (y + 210 * k) * s, 40 * k * s, [17, 17, 17]);
  };
  car(180 + shift, 760, 1.0, [143, 47, 53]); car(1040 - shift / 2, 700, 0.56, [213, 215, 218]); car(720 + shift / 3, 620, 0.3, [47, 93, 143]);
  const person = (x, y, k, head, coat) => { picture.disc(x * s, (y + 24 * k) * s, 22 * k * s, head); picture.polygon(scaled([[x - 26 * k, y + 54 * k], [x + 26 * k, y + 54 * k], [x + 36 * k, y + 170 * k], [x + 12 * k, y + 172 * k], [x + 8 * k, y + 290 * k], [x - 12 * k, y + 290 * k], [x - 16 * k, y + 172 * k], [x - 38 * k, y + 170 * k]]), coat); };
  person(1470 + shift / 2, 660, 1, [201, 154, 124], [40, 69, 107]); person(1580, 690, 0.86, [138, 95, 69], [122, 107, 45]);
  picture.rect(1316 * s, 470 * s, 10 * s, 340 * s, [48, 51, 58]);
  picture.polygon(scaled([[1321, 420], [1368, 447], [1368, 501], [1321, 528], [1274, 501], [1274, 447]]), [179, 38, 46]);
  return picture;
}
