import Media
import Records

/// A picture of numbers - classes, instances, ids of segments - and the masks it is made of.
///
/// Formats that keep masks as PNG give one number per pixel (`SegmentationClass`, panoptic, KITTI's instances); our masks
/// are runs, column by column, in a window that just holds them. This turns one into the other, both ways.
///
///     for (number, mask) in raster.masks(leavingOut: [0, 255]) ?? [] { … }      // by rising number
///     var raster = LabelRaster(size); raster.draw(mask, as: 3)
///
/// Shape: `values` is H x W, row-major. Cost: two passes over the pixels, memory for the runs.
struct LabelRaster {
    let size: PixelSize
    private(set) var values: [UInt32]

    init(_ size: PixelSize, filledWith value: UInt32 = 0) {
        self.size = size
        values = Array(repeating: value, count: size.width * size.height)
    }

    /// nil unless there are as many values as pixels.
    init?(_ size: PixelSize, values: [UInt32]) {
        guard values.count == size.width * size.height else { return nil }
        self.size = size
        self.values = values
    }

    /// The gray values or palette indices of a PNG; nil for one of several samples a pixel.
    init?(indices png: PNGSamples) {
        guard png.channels == 1, let size = PixelSize(width: png.width, height: png.height) else { return nil }
        self.init(size, values: png.values.map(UInt32.init))
    }

    /// Numbers spread over the bytes of a colour: red + 256 green + 65,536 blue; nil for a PNG of another kind.
    /// A palette's colours count as if they stood in the pixels; indices beyond it are 0.
    init?(colours png: PNGSamples) {
        guard let size = PixelSize(width: png.width, height: png.height) else { return nil }
        switch png.colour {
        case .rgb where png.depth == 8, .rgba where png.depth == 8:
            let step = png.channels
            self.init(size, values: (0..<size.width * size.height).map { pixel in
                UInt32(png.values[pixel * step]) | UInt32(png.values[pixel * step + 1]) << 8 | UInt32(png.values[pixel * step + 2]) << 16
            })
        case .palette:
            let numbers = png.palette.map { UInt32($0.red) | UInt32($0.green) << 8 | UInt32($0.blue) << 16 }
            self.init(size, values: png.values.map { Int($0) < numbers.count ? numbers[Int($0)] : 0 })
        default: return nil
        }
    }

    subscript(x: Int, y: Int) -> UInt32 { values[y * size.width + x] }

    // MARK: Masks out of the raster

    /// The pixels of each number as a mask, by rising number; nil when there are more than `limit` numbers, which is a
    /// photograph and no label raster.
    /// With `overWhole` each mask's window is the whole picture.
    func masks(leavingOut left: Set<UInt32> = [0], atMost limit: Int = 65_536, overWhole: Bool = false) -> [(number: UInt32, mask: Mask)]? {
        guard var windows = windows(leavingOut: left, limit) else { return nil }
        if overWhole {
            for slot in windows.all.indices { windows.all[slot] = Window(left: 0, top: 0, right: size.width, bottom: size.height) }
        }
        let order = windows.numbers
        let slots = order.places
        forEachColumnRun { x, top, count, number in
            guard let slot = slots[number] else { return }
            windows.all[slot].add(x, top, count)
        }
        return windows.all.indices.map { (order.list[$0], windows.all[$0].mask) }
    }

    /// How many pixels each number has; nil beyond `limit` numbers.
    func counts(atMost limit: Int = 65_536) -> [UInt32: Int]? {
        var counts: [UInt32: Int] = [:]
        var isOver = false
        forEachRowRun { _, _, count, number in
            guard !isOver else { return }
            counts[number, default: 0] += count
            isOver = counts.count > limit
        }
        return isOver ? nil : counts
    }

    private struct Window {
        var left: Int, top: Int, right: Int, bottom: Int
        var runs = RunBuilder()
        var height: Int { bottom - top }

        mutating func add(_ x: Int, _ y: Int, _ count: Int) { runs.add((x - left) * height + y - top, count) }

        var mask: Mask {
            var runs = runs
            return Mask(size: [height, right - left], runs: runs.finish(height * (right - left)), at: [left, top])
        }
    }

    private struct Windows {
        var all: [Window]
        var numbers: (list: [UInt32], places: [UInt32: Int])
    }

    private func windows(leavingOut left: Set<UInt32>, _ limit: Int) -> Windows? {
        var found: [UInt32: Window] = [:]
        var isOver = false
        forEachRowRun { x, y, count, number in
            guard !isOver, !left.contains(number) else { return }
            var window = found[number] ?? Window(left: x, top: y, right: x + count, bottom: y + 1)
            window.left = min(window.left, x)
            window.right = max(window.right, x + count)
            window.bottom = y + 1
            found[number] = window
            isOver = found.count > limit
        }
        guard !isOver else { return nil }
        let list = found.keys.sorted()
        let places = Dictionary(uniqueKeysWithValues: list.enumerated().map { ($1, $0) })
        return Windows(all: list.compactMap { found[$0] }, numbers: (list, places))
    }

    private func forEachRowRun(_ body: (_ x: Int, _ y: Int, _ count: Int, _ number: UInt32) -> Void) {
        let width = size.width
        values.withUnsafeBufferPointer { values in
            for y in 0..<size.height {
                var x = 0
                while x < width {
                    let start = x, number = values[y * width + x]
                    repeat { x += 1 } while x < width && values[y * width + x] == number
                    body(start, y, x - start, number)
                }
            }
        }
    }

    /// Columns are copied out a few at a time: walking down one touches a cache line per pixel.
    private func forEachColumnRun(_ body: (_ x: Int, _ top: Int, _ count: Int, _ number: UInt32) -> Void) {
        let (width, height) = (size.width, size.height)
        var columns = [UInt32](repeating: 0, count: 16 * height)
        for first in stride(from: 0, to: width, by: 16) {
            let count = min(16, width - first)
            for y in 0..<height {
                for step in 0..<count { columns[step * height + y] = values[y * width + first + step] }
            }
            for step in 0..<count {
                var y = 0
                while y < height {
                    let top = y, number = columns[step * height + y]
                    repeat { y += 1 } while y < height && columns[step * height + y] == number
                    body(first + step, top, y - top, number)
                }
            }
        }
    }

    // MARK: Masks into the raster

    /// Sets the mask's pixels that lie in the picture. Answers how many of them had another number than `ground` before,
    /// and how many lay outside; nil for runs that do not fill their window.
    @discardableResult
    mutating func draw(_ mask: Mask, as number: UInt32, over ground: UInt32 = 0) -> (covered: Int, outside: Int)? {
        guard let runs = MaskRuns(mask) else { return nil }
        let (inside, _) = runs.runs(over: size)
        var place = 0, covered = 0, drawn = 0
        for (index, run) in inside.enumerated() {
            if index % 2 == 1 {
                for pixel in place..<place + run {
                    let at = pixel % size.height * size.width + pixel / size.height
                    if values[at] != ground { covered += 1 }
                    values[at] = number
                }
                drawn += run
            }
            place += run
        }
        return (covered, runs.area - drawn)
    }

    // MARK: As a PNG

    /// Palette indices of 8 bits; nil when a number has no place in the palette.
    func png(palette: [PNGSamples.Entry]) -> PNGSamples? {
        guard let values = narrowed(below: UInt32(palette.count)) else { return nil }
        return PNGSamples(width: size.width, height: size.height, colour: .palette, depth: 8, palette: palette, values: values)
    }

    /// Gray of 1, 2, 4, 8 or 16 bits; nil when a number is too large.
    func png(grayOfDepth depth: Int) -> PNGSamples? {
        guard (1...16).contains(depth), let values = narrowed(below: 1 << UInt32(depth)) else { return nil }
        return PNGSamples(width: size.width, height: size.height, depth: depth, values: values)
    }

    /// Red + 256 green + 65,536 blue; nil when a number needs more than 24 bits.
    func pngOfColours() -> PNGSamples? {
        guard values.allSatisfy({ $0 < 1 << 24 }) else { return nil }
        let bytes = values.flatMap { [UInt16($0 & 255), UInt16($0 >> 8 & 255), UInt16($0 >> 16)] }
        return PNGSamples(width: size.width, height: size.height, colour: .rgb, depth: 8, values: bytes)
    }

    private func narrowed(below bound: UInt32) -> [UInt16]? {
        guard values.allSatisfy({ $0 < bound }) else { return nil }
        return values.map { UInt16(truncatingIfNeeded: $0) }
    }
}
