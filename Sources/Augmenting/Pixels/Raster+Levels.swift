import Kernels

/// Arithmetic on stored levels (sRGB as they are): what every peer does and what a model will see.
enum Levels {
    /// The nearest level, halves to even, cut off at both ends.
    ///
    /// Above 2^23 a `Float` has no fraction, so the sum is rounded and its low byte is the level: no checked conversion in
    /// the loop, which the compiler can then do for several levels at once.
    @inline(__always) static func byte(_ value: Float) -> UInt8 {
        UInt8(truncatingIfNeeded: (min(max(value, 0), 255) + 0x1p23).bitPattern)
    }

    /// Rec. 601: 0.299 red + 0.587 green + 0.114 blue, to the nearest level.
    @inline(__always) static func luma(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
        let (r, g, b) = (UInt32(red) &* 19595, UInt32(green) &* 38470, UInt32(blue) &* 7471)
        return UInt8(truncatingIfNeeded: (r &+ g &+ b &+ 32768) >> 16)
    }
}

/// Red, green, blue. `AugmentationRecord.run` sees to it that a picture has these three channels and no others.
extension Raster {
    /// Each level on its own.
    func lookedUp(_ level: (UInt8) -> Float) -> Raster {
        let table = (0...255).map { Levels.byte(level(UInt8($0))) }
        var pixels = pixels
        table.withUnsafeBufferPointer { table in
            pixels.withUnsafeMutableBufferPointer { pixels in
                for place in pixels.indices { pixels[place] = table[Int(pixels[place])] }
            }
        }
        return Raster(width: width, height: height, channels: 3, pixels: pixels)
    }

    /// Each pixel on its own: `body` gets its three levels and changes them.
    @inline(__always) func eachPixel(_ body: (UnsafeMutablePointer<UInt8>) -> Void) -> Raster {
        var pixels = pixels
        pixels.withUnsafeMutableBufferPointer { pixels in
            guard let start = pixels.baseAddress else { return }
            for place in stride(from: 0, to: pixels.count, by: 3) { body(start + place) }
        }
        return Raster(width: width, height: height, channels: 3, pixels: pixels)
    }

    var meanLuma: Double {
        let sum = pixels.withUnsafeBufferPointer { pixels in
            var sum = 0
            for place in stride(from: 0, to: pixels.count, by: 3) { sum += Int(Levels.luma(pixels[place], pixels[place + 1], pixels[place + 2])) }
            return sum
        }
        return Double(sum) / Double(pixelCount)
    }
}
