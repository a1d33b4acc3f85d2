"""Golden values of loudness: writes Tests/PreparingTests/Audio/golden-audio.json from pyloudnorm.

    tools/golden/make audio

Every case is a sound drawn from tones: for each channel a list of (seconds, hertz, amplitude) after one another, sines whose
phase counts from the beginning of the sound. Lengths are whole tenths of a second, because pyloudnorm rounds the number of
its blocks up. Filters are those of De Man, which give the coefficients of ITU-R BS.1770-4 at 48,000 samples a second.
"""
import json
from pathlib import Path

import numpy as np
import pyloudnorm

OUT = Path(__file__).resolve().parents[2] / "Tests/PreparingTests/Audio/golden-audio.json"
RATES = [8000, 11025, 16000, 22050, 44100, 48000, 96000]


def drawn(rate, channels):
    columns = []
    for parts in channels:
        column, start = [], 0
        for seconds, hertz, amplitude in parts:
            count = round(seconds * rate)
            column.append(amplitude * np.sin(2 * np.pi * hertz * np.arange(start, start + count) / rate))
            start += count
        columns.append(np.concatenate(column))
    return np.stack(columns, axis=1).astype(np.float32).astype(np.float64)


def cases():
    random = np.random.default_rng(7)
    for rate in RATES:
        for count in (1, 2, 3, 5):
            lengths = [round(float(length), 1) for length in random.uniform(0.3, 2.0, 4)]
            channels = [
                [[length, round(float(random.uniform(60, rate * 0.4)), 1), round(float(10 ** random.uniform(-3.5, -0.1)), 5)] for length in lengths]
                for _ in range(count)
            ]
            sound = drawn(rate, channels)
            loudness = pyloudnorm.Meter(rate, filter_class="DeMan").integrated_loudness(sound)
            yield {"rate": rate, "channels": channels, "loudness": round(float(loudness), 6)}


if __name__ == "__main__":
    OUT.write_text(json.dumps({"pyloudnorm": "0.2.0", "cases": list(cases())}, indent=None, separators=(",", ":")) + "\n")
