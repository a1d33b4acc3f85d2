"""WebVTT by `webvtt-py`, SRT by `srt`: the text of each cue, from and to in seconds."""
from pathlib import Path

import srt
import webvtt


def files(folder, ending):
    found = sorted(Path(folder).rglob(f"*{ending}"))
    assert found, f"there is no *{ending} below {folder}"
    return found


def seconds(text):
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def of_webvtt(folder):
    """Without the tags that say who speaks."""
    return [(file.stem, cue.text, [seconds(cue.start), seconds(cue.end)]) for file in files(folder, ".vtt") for cue in webvtt.read(str(file)).captions]


def of_srt(folder):
    for file in files(folder, ".srt"):
        cues = list(srt.parse(file.read_text(encoding="utf-8")))
        assert [cue.index for cue in cues] == list(range(1, len(cues) + 1)), file.name
        for cue in cues:
            yield file.stem, cue.content, [cue.start.total_seconds(), cue.end.total_seconds()]


def write(folder, rows, ending):
    """`rows` (file, text, [from, to]), one file."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    if ending == "srt":
        from datetime import timedelta
        cues = [srt.Subtitle(number, timedelta(seconds=start), timedelta(seconds=end), words) for number, (_, words, (start, end)) in enumerate(rows, 1)]
        Path(folder, "talk.srt").write_text(srt.compose(cues), encoding="utf-8")
        return []
    stamp = lambda value: f"{int(value // 3600):02}:{int(value // 60) % 60:02}:{value % 60:06.3f}"
    made = webvtt.WebVTT()
    for _, words, (start, end) in rows:
        made.captions.append(webvtt.Caption(stamp(start), stamp(end), words))
    made.save(str(Path(folder, "talk.vtt")))
    return []
