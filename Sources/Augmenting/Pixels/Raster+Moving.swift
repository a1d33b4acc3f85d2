import Kernels

extension Raster {
    /// Whole pixels in another order: flips, quarter turns, crops.
    ///
    /// - Parameters:
    ///   - firstX, firstY: the old pixel that becomes the top left one.
    ///   - right, down: the step on the old picture for one step on the new.
    func rearranged(width: Int, height: Int, firstX: Int, firstY: Int, right: (Int, Int), down: (Int, Int)) -> Raster {
        let step = 3 * (right.0 + right.1 * self.width)
        let line = 3 * (down.0 + down.1 * self.width)
        let first = 3 * (firstX + firstY * self.width)
        let bytes = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { new, count in
            self.pixels.withUnsafeBufferPointer { old in
                for row in 0..<height {
                    let target = 3 * width * row
                    var source = first + line * row
                    if step == 3 {
                        (new.baseAddress! + target).update(from: old.baseAddress! + source, count: 3 * width)
                        continue
                    }
                    for place in stride(from: target, to: target + 3 * width, by: 3) {
                        new[place] = old[source]
                        new[place + 1] = old[source + 1]
                        new[place + 2] = old[source + 2]
                        source += step
                    }
                }
            }
            count = 3 * width * height
        }
        return Raster(width: width, height: height, channels: 3, pixels: bytes)
    }

    /// Bilinear: each new pixel's centre is taken back to the old picture and the four pixel centres around it are weighed.
    /// A centre that comes from outside has the colour `fill`; one within half a pixel of the border sees the border's own
    /// pixels beyond it, so no fringe of `fill` creeps in (as in Pillow).
    func warped(width: Int, height: Int, back: Affine, fill: (UInt8, UInt8, UInt8)) -> Raster {
        let (w, h) = (self.width, self.height)
        let bytes = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { new, count in
            self.pixels.withUnsafeBufferPointer { old in
                for row in 0..<height {
                    for column in 0..<width {
                        let (px, py) = (Double(column) + 0.5, Double(row) + 0.5)
                        let x = back.a * px + back.b * py + back.tx
                        let y = back.c * px + back.d * py + back.ty
                        let target = 3 * (row * width + column)
                        guard x >= 0 && y >= 0 && x < Double(w) && y < Double(h) else {
                            (new[target], new[target + 1], new[target + 2]) = fill
                            continue
                        }
                        let (left, top) = ((x - 0.5).rounded(.down), (y - 0.5).rounded(.down))
                        let (u, v) = (Float(x - 0.5 - left), Float(y - 0.5 - top))
                        let (i, j) = (Int(left), Int(top))
                        let upper = 3 * w * max(j, 0), lower = 3 * w * min(j + 1, h - 1)
                        let near = 3 * max(i, 0), far = 3 * min(i + 1, w - 1)
                        for channel in 0..<3 {
                            let above = Self.between(Float(old[upper + near + channel]), Float(old[upper + far + channel]), u)
                            let below = Self.between(Float(old[lower + near + channel]), Float(old[lower + far + channel]), u)
                            new[target + channel] = Levels.byte(Self.between(above, below, v))
                        }
                    }
                }
            }
            count = 3 * width * height
        }
        return Raster(width: width, height: height, channels: 3, pixels: bytes)
    }

    @inline(__always) private static func between(_ a: Float, _ b: Float, _ share: Float) -> Float { a + (b - a) * share }
}
