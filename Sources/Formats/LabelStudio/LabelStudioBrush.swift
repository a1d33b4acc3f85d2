import Records

/// Label Studio's run lengths for brush strokes: a bit stream over the bytes of an RGBA picture (the rle-pack of
/// thi.ng), of which only the alpha of each pixel says whether it is in the mask.
///
/// 32 bits: how many values; 5 bits: bits of a value - 1; four times 4 bits: sizes - 1 of the counts. Then runs: a bit
/// (1: one value repeated, 0: values that follow), 2 bits for which size, the count - 1, the value or values.
enum LabelStudioBrush {
    static let maximumPixels = 1 << 28
    private static let sizes = [3, 4, 8, 16]

    /// Runs as `Mask` has them, over the whole picture; nil when the stream does not fill it exactly, or sets nothing.
    static func mask(_ bytes: [UInt8], _ size: PixelSize) -> Mask? {
        let pixels = size.width * size.height
        guard pixels <= maximumPixels, var runs = alphaRuns(bytes, pixels) else { return nil }
        runs.removeAll { $0.count == 0 }
        guard !runs.isEmpty else { return nil }
        var grid = [Bool](repeating: false, count: pixels)
        for run in runs {
            for pixel in run.start..<(run.start + run.count) { grid[pixel % size.width * size.height + pixel / size.width] = true }
        }
        return Mask(size: [size.height, size.width], runs: Self.runs(of: grid))
    }

    /// The stream of a mask; nil when the mask does not fit the picture or its runs do not add up.
    static func bytes(_ mask: Mask, _ size: PixelSize) -> [UInt8]? {
        guard let window = MaskRuns(mask), size.width * size.height <= maximumPixels else { return nil }
        let (runs, isCut) = window.runs(over: size)
        guard !isCut else { return nil }
        var grid = [Bool](repeating: false, count: size.width * size.height)
        var place = 0
        for (index, run) in runs.enumerated() {
            if index % 2 == 1 { for pixel in place..<(place + run) { grid[pixel % size.height * size.width + pixel / size.height] = true } }
            place += run
        }
        var stream = BitWriter()
        stream.write(UInt64(grid.count * 4), 32)
        stream.write(7, 5)
        for size in sizes { stream.write(UInt64(size - 1), 4) }
        for (index, run) in Self.runs(of: grid).enumerated() { write(run * 4, index % 2 == 1 ? 255 : 0, to: &stream) }
        return stream.bytes
    }

    /// Whether a mask has a stream over a picture of this size.
    static func fits(_ mask: Mask, _ size: PixelSize) -> Bool {
        guard let window = MaskRuns(mask), size.width * size.height <= maximumPixels else { return false }
        return !window.runs(over: size).isCut
    }

    private static func write(_ count: Int, _ value: UInt64, to stream: inout BitWriter) {
        var rest = count
        while rest > 0 {
            let step = min(rest, 1 << 16)
            let index = sizes.firstIndex { step <= 1 << $0 } ?? 3
            stream.write(step == 1 ? 0 : 1, 1)
            stream.write(UInt64(index), 2)
            stream.write(UInt64(step - 1), sizes[index])
            stream.write(value, 8)
            rest -= step
        }
    }

    private static func runs(of grid: [Bool]) -> [Int] {
        var runs: [Int] = []
        var (value, start) = (false, 0)
        for place in grid.indices where grid[place] != value {
            runs.append(place - start)
            (value, start) = (grid[place], place)
        }
        runs.append(grid.count - start)
        return runs
    }

    /// Pixels whose alpha is above 0, as runs in the order of rows.
    private static func alphaRuns(_ bytes: [UInt8], _ pixels: Int) -> [(start: Int, count: Int)]? {
        var stream = BitReader(bytes)
        guard let count = stream.read(32), count == pixels * 4, let word = stream.read(5) else { return nil }
        var sizes: [Int] = []
        for _ in 0..<4 {
            guard let size = stream.read(4) else { return nil }
            sizes.append(size + 1)
        }
        var runs: [(start: Int, count: Int)] = []
        var place = 0
        while place < count {
            guard let flag = stream.read(1), let index = stream.read(2), let more = stream.read(sizes[index]) else { return nil }
            let end = place + more + 1
            guard end <= count else { return nil }
            if flag == 1 {
                guard let value = stream.read(word + 1) else { return nil }
                // Pixels whose fourth byte is within [place, end).
                let (first, last) = (place / 4, end / 4)
                if value > 0, last > first { add(first, last - first, to: &runs) }
            } else {
                for position in place..<end {
                    guard let value = stream.read(word + 1) else { return nil }
                    if position % 4 == 3, value > 0 { add(position / 4, 1, to: &runs) }
                }
            }
            place = end
        }
        return runs
    }

    private static func add(_ start: Int, _ count: Int, to runs: inout [(start: Int, count: Int)]) {
        if let last = runs.last, last.start + last.count == start { runs[runs.count - 1].count += count } else { runs.append((start, count)) }
    }
}

/// Bits of bytes, the highest of a byte first.
private struct BitReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// nil behind the end.
    mutating func read(_ count: Int) -> Int? {
        guard place + count <= bytes.count * 8 else { return nil }
        var value = 0
        for bit in place..<(place + count) { value = value << 1 | Int(bytes[bit >> 3] >> UInt8(7 - bit & 7) & 1) }
        place += count
        return value
    }
}

private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var free = 0

    mutating func write(_ value: UInt64, _ count: Int) {
        for bit in (0..<count).reversed() {
            if free == 0 {
                bytes.append(0)
                free = 8
            }
            free -= 1
            bytes[bytes.count - 1] |= UInt8(value >> UInt64(bit) & 1) << UInt8(free)
        }
    }
}
