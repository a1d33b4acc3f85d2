// On what people's boxes differ, for the stand-in server: the real one matches by the greatest sum of overlaps, here the best
// free partner will do. What it answers has the real one's form and words.
const area = ([x0, y0, x1, y1]) => Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
function iou(a, b) {
  const shared = area([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]);
  return shared / (area(a) + area(b) - shared);
}

export function differencesOf(votes) {
  const objects = [];
  for (const { login, answer } of votes) for (const part of answer?.parts ?? []) {
    const free = objects.filter((one) => one.every((mark) => mark.login !== login)).map((one) => ({ one, share: iou(one[0].part.box, part.box) * (one[0].part.labels[0] === part.labels[0] ? 1.2 : 1) }));
    const best = free.sort((a, b) => b.share - a.share)[0];
    if (best?.share > 0.1) best.one.push({ login, part });
    else objects.push([{ login, part }]);
  }
  return objects.flatMap((marks) => {
    const absent = votes.map((vote) => vote.login).filter((login) => marks.every((mark) => mark.login !== login));
    const shares = marks.slice(1).map((mark) => iou(mark.part.box, marks[0].part.box)), least = Math.min(1, ...shares);
    const kind = new Set(marks.map((mark) => mark.part.labels[0])).size > 1 ? "label" : least < 0.5 ? "place" : absent.length === 0 ? undefined : marks.length * 2 >= votes.length ? "missed" : "extra";
    const edge = (index, pick) => pick(...marks.map((mark) => mark.part.box[index]));
    return kind ? [{ kind, iou: marks.length > 1 ? shares.reduce((sum, share) => sum + share, 0) / shares.length : undefined, bounds: [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)], marks, absent }] : [];
  });
}
