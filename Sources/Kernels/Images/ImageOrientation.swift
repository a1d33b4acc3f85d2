/// How a stored picture must be turned to stand upright; raw values are those of EXIF tag 0x0112 (EXIF 2.32, 4.6.4).
///
/// Turns are named by what must be done to the stored pixels, clockwise. The eight values are the symmetries of the
/// square, so each has an inverse among them; four of them swap width and height.
public enum ImageOrientation: Int, Sendable, Hashable, Codable, CaseIterable {
    case upright = 1
    case mirrored = 2
    case turnedHalf = 3
    case flipped = 4
    case transposed = 5
    case turnedRight = 6
    case transversed = 7
    case turnedLeft = 8

    public var swapsSides: Bool { rawValue >= 5 }

    /// What undoes it.
    public var inverse: ImageOrientation {
        switch self {
        case .turnedRight: .turnedLeft
        case .turnedLeft: .turnedRight
        default: self
        }
    }

    /// Where a point of the stored picture lies in the upright one. Coordinates are pixel edges; sides are the stored ones.
    public func upright(x: Double, y: Double, width: Double, height: Double) -> (x: Double, y: Double) {
        switch self {
        case .upright: (x, y)
        case .mirrored: (width - x, y)
        case .turnedHalf: (width - x, height - y)
        case .flipped: (x, height - y)
        case .transposed: (y, x)
        case .turnedRight: (height - y, x)
        case .transversed: (height - y, width - x)
        case .turnedLeft: (y, width - x)
        }
    }
}

extension Raster {
    /// The picture turned upright.
    public func turned(_ orientation: ImageOrientation) -> Raster {
        guard orientation != .upright else { return self }
        let swaps = orientation.swapsSides
        let walk = SourceWalk(orientation, width: width, height: height, channels: channels)
        return Raster(width: swaps ? height : width, height: swaps ? width : height, channels: channels) { out in
            pixels.withUnsafeBufferPointer { walk.copy($0, to: out, width: swaps ? height : width, height: swaps ? width : height) }
        }
    }
}

/// Steps through the stored bytes that belong to a step right and a step down in the upright picture.
private struct SourceWalk {
    let origin: Int
    let right: Int
    let down: Int
    let channels: Int

    init(_ orientation: ImageOrientation, width: Int, height: Int, channels: Int) {
        let row = width * channels
        let lastColumn = (width - 1) * channels, lastRow = (height - 1) * row
        self.channels = channels
        (origin, right, down) = switch orientation {
        case .upright: (0, channels, row)
        case .mirrored: (lastColumn, -channels, row)
        case .turnedHalf: (lastColumn + lastRow, -channels, -row)
        case .flipped: (lastRow, channels, -row)
        case .transposed: (0, row, channels)
        case .turnedRight: (lastRow, -row, channels)
        case .transversed: (lastColumn + lastRow, -row, -channels)
        case .turnedLeft: (lastColumn, row, -channels)
        }
    }

    /// In tiles, because one of the two sides is walked against the grain of memory.
    func copy(_ source: UnsafeBufferPointer<UInt8>, to out: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int) {
        let tile = 64
        for top in stride(from: 0, to: height, by: tile) {
            for left in stride(from: 0, to: width, by: tile) {
                for y in top..<min(top + tile, height) {
                    var from = origin + y * down + left * right
                    var to = (y * width + left) * channels
                    for _ in left..<min(left + tile, width) {
                        for channel in 0..<channels { out[to + channel] = source[from + channel] }
                        from += right
                        to += channels
                    }
                }
            }
        }
    }
}
