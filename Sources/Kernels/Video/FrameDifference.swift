extension Raster {
    /// Mean of |a - b| over all channel values, 0...1; 1 for pictures of different sizes.
    public func meanDifference(from other: Raster) -> Double {
        guard width == other.width, height == other.height, channels == other.channels else { return 1 }
        var sum = 0
        pixels.withUnsafeBufferPointer { left in
            other.pixels.withUnsafeBufferPointer { right in
                // 4,096 differences of at most 255 fit 32 bits.
                for start in stride(from: 0, to: left.count, by: 4096) {
                    var part: Int32 = 0
                    for place in start..<min(start + 4096, left.count) { part &+= abs(Int32(left[place]) &- Int32(right[place])) }
                    sum += Int(part)
                }
            }
        }
        return Double(sum) / Double(255 * pixels.count)
    }

    /// Of a gray picture: the share of pixels below a level.
    public func share(below level: UInt8) -> Double {
        var count = 0
        pixels.withUnsafeBufferPointer { pixels in
            for pixel in pixels where pixel < level { count &+= 1 }
        }
        return Double(count) / Double(pixels.count)
    }
}
