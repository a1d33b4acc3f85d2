import Kernels

/// A rectangle of whole pixels, from the upper left corner of an upright picture.
public struct PixelBox: Sendable, Hashable {
    public let left: Int
    public let top: Int
    public let width: Int
    public let height: Int

    /// The smallest rectangle of whole pixels round one that may have fractions and reach beyond the picture.
    ///
    /// - Returns: nil where nothing of it lies within; `isClipped` where a part does not.
    public static func within(_ raster: Raster, x: Double, y: Double, width: Double, height: Double) -> (box: PixelBox, isClipped: Bool)? {
        func clamped(_ value: Double, _ limit: Int) -> Int { Int(min(max(value, 0), Double(limit))) }
        guard [x, y, width, height].allSatisfy(\.isFinite), width > 0, height > 0 else { return nil }
        let left = clamped(x.rounded(.down), raster.width), right = clamped((x + width).rounded(.up), raster.width)
        let top = clamped(y.rounded(.down), raster.height), bottom = clamped((y + height).rounded(.up), raster.height)
        guard left < right, top < bottom else { return nil }
        let isClipped = x < 0 || y < 0 || x + width > Double(raster.width) || y + height > Double(raster.height)
        return (PixelBox(left: left, top: top, width: right - left, height: bottom - top), isClipped)
    }
}

extension Raster {
    /// One level in every channel over a rectangle.
    public func filled(_ box: PixelBox, level: UInt8 = 0) -> Raster {
        changing { pixels in
            for row in box.top..<box.top + box.height {
                let start = (row * width + box.left) * channels
                pixels[start..<start + box.width * channels].update(repeating: level)
            }
        }
    }

    /// Squares of one colour each, the mean of what was there; the last of a row or column may be narrower.
    public func pixelated(_ box: PixelBox, cell: Int) -> Raster {
        let cell = max(1, cell)
        return changing { pixels in
            for top in stride(from: box.top, to: box.top + box.height, by: cell) {
                for left in stride(from: box.left, to: box.left + box.width, by: cell) {
                    flatten(pixels, left..<min(left + cell, box.left + box.width), top..<min(top + cell, box.top + box.height))
                }
            }
        }
    }

    private func flatten(_ pixels: UnsafeMutableBufferPointer<UInt8>, _ columns: Range<Int>, _ rows: Range<Int>) {
        let count = columns.count * rows.count
        for channel in 0..<channels {
            var sum = 0
            for row in rows { for column in columns { sum += Int(pixels[(row * width + column) * channels + channel]) } }
            let mean = UInt8((sum + count / 2) / count)
            for row in rows { for column in columns { pixels[(row * width + column) * channels + channel] = mean } }
        }
    }

    /// What lies in a rectangle, as a picture of its own.
    public func cut(_ box: PixelBox) -> Raster {
        Raster(width: box.width, height: box.height, channels: channels) { out in
            pixels.withUnsafeBufferPointer { pixels in
                for row in 0..<box.height {
                    let start = ((box.top + row) * width + box.left) * channels, line = box.width * channels
                    _ = UnsafeMutableBufferPointer(rebasing: out[row * line..<(row + 1) * line]).update(fromContentsOf: pixels[start..<start + line])
                }
            }
        }
    }

    /// - Precondition: the patch has the size of the rectangle and the channels of the picture.
    public func pasting(_ patch: Raster, at box: PixelBox) -> Raster {
        precondition(patch.width == box.width && patch.height == box.height && patch.channels == channels, "a patch fits its place")
        return changing { pixels in
            for row in 0..<box.height {
                let start = ((box.top + row) * width + box.left) * channels
                for step in 0..<patch.rowBytes { pixels[start + step] = patch.pixels[row * patch.rowBytes + step] }
            }
        }
    }

    private func changing(_ change: (UnsafeMutableBufferPointer<UInt8>) -> Void) -> Raster {
        var copy = pixels
        copy.withUnsafeMutableBufferPointer { change($0) }
        return Raster(width: width, height: height, channels: channels, pixels: copy)
    }
}
