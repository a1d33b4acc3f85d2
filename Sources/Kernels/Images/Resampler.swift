/// Makes a picture larger or smaller: first along rows, then along columns, rounding to bytes in between.
///
/// Equal to Pillow's `resize` with the same filter, byte for byte, for pictures without alpha (up to version 12; version 13
/// takes columns first for tall pictures, which we do not follow: stored hashes depend on the order). A constant picture
/// stays constant; `box` by a whole factor keeps the mean to within rounding.
///
/// Cost: W' x H x taps + W' x H' x taps, taps = 2 x support x (scale when smaller). Deterministic.
/// Alpha is resampled like any channel: flatten first, or edges take on the colour of what is transparent.
extension Raster {
    public func resized(width newWidth: Int, height newHeight: Int, _ filter: ResamplingFilter) -> Raster {
        precondition(newWidth > 0 && newHeight > 0, "a picture has at least one pixel")
        let across = newWidth == width ? self : resampledRows(ResamplingWeights(from: width, to: newWidth, filter), newWidth)
        return newHeight == height ? across : across.resampledColumns(ResamplingWeights(from: height, to: newHeight, filter), newHeight)
    }

    /// The size that fits into a square of this side with the shape kept, never larger than now, at least one pixel each way.
    public func fitted(longestSide: Int, _ filter: ResamplingFilter) -> Raster {
        let (width, height) = Self.fit(width, height, longestSide: longestSide)
        return resized(width: width, height: height, filter)
    }

    public static func fit(_ width: Int, _ height: Int, longestSide: Int) -> (width: Int, height: Int) {
        let longest = max(width, height)
        guard longest > longestSide else { return (width, height) }
        func scaled(_ side: Int) -> Int { max(1, (side * longestSide * 2 + longest) / (2 * longest)) }
        return (scaled(width), scaled(height))
    }

    /// Each row is taken apart into planes, so that the weighted sum runs over neighbouring bytes.
    private func resampledRows(_ weights: ResamplingWeights, _ newWidth: Int) -> Raster {
        Raster(width: newWidth, height: height, channels: channels) { out in
            let line = UnsafeMutableBufferPointer<Int16>.allocate(capacity: rowBytes)
            defer { line.deallocate() }
            pixels.withUnsafeBufferPointer { source in
                for y in 0..<height {
                    let row = UnsafeBufferPointer(rebasing: source[y * rowBytes..<(y + 1) * rowBytes])
                    Self.takeApart(row, into: line, width: width, channels: channels)
                    let target = UnsafeMutableBufferPointer(rebasing: out[y * newWidth * channels..<(y + 1) * newWidth * channels])
                    Self.sumRow(UnsafeBufferPointer(line), weights, into: target, width: width, channels: channels)
                }
            }
        }
    }

    /// Widened to 16 bits on the way, once, instead of in every sum.
    private static func takeApart(
        _ row: UnsafeBufferPointer<UInt8>, into line: UnsafeMutableBufferPointer<Int16>, width: Int, channels: Int
    ) {
        guard let from = row.baseAddress, let to = line.baseAddress else { return }
        if channels == 3 {
            for x in 0..<width {
                to[x] = Int16(from[x &* 3])
                to[width &+ x] = Int16(from[x &* 3 &+ 1])
                to[2 &* width &+ x] = Int16(from[x &* 3 &+ 2])
            }
            return
        }
        for channel in 0..<channels {
            for x in 0..<width { to[channel &* width &+ x] = Int16(from[x &* channels &+ channel]) }
        }
    }

    private static func sumRow(
        _ line: UnsafeBufferPointer<Int16>, _ weights: ResamplingWeights, into out: UnsafeMutableBufferPointer<UInt8>, width: Int, channels: Int
    ) {
        weights.high.withUnsafeBufferPointer { highs in
            weights.low.withUnsafeBufferPointer { lows in
                guard let high = highs.baseAddress, let low = lows.baseAddress, let values = line.baseAddress else { return }
                for x in 0..<weights.starts.count {
                    let first = weights.starts[x], count = weights.counts[x]
                    for channel in 0..<channels {
                        out[x &* channels &+ channel] = weighted(
                            values + channel * width + first, high + x * weights.width, low + x * weights.width, count)
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func weighted(
        _ values: UnsafePointer<Int16>, _ high: UnsafePointer<Int16>, _ low: UnsafePointer<Int16>, _ count: Int
    ) -> UInt8 {
        var highSum: Int32 = 0, lowSum: Int32 = 0
        for place in 0..<count {
            let value = Int32(values[place])
            highSum &+= value &* Int32(high[place])
            lowSum &+= value &* Int32(low[place])
        }
        return ResamplingWeights.byte(highSum, lowSum)
    }

    private func resampledColumns(_ weights: ResamplingWeights, _ newHeight: Int) -> Raster {
        Raster(width: width, height: newHeight, channels: channels) { out in
            let high = UnsafeMutableBufferPointer<Int32>.allocate(capacity: rowBytes)
            let low = UnsafeMutableBufferPointer<Int32>.allocate(capacity: rowBytes)
            defer {
                high.deallocate()
                low.deallocate()
            }
            pixels.withUnsafeBufferPointer { source in
                for y in 0..<newHeight {
                    high.update(repeating: 0)
                    low.update(repeating: 0)
                    for tap in 0..<weights.counts[y] {
                        let start = (weights.starts[y] + tap) * rowBytes, at = y * weights.width + tap
                        let row = UnsafeBufferPointer(rebasing: source[start..<start + rowBytes])
                        Self.add(row, Int32(weights.high[at]), Int32(weights.low[at]), high, low)
                    }
                    for place in 0..<rowBytes { out[y &* rowBytes &+ place] = ResamplingWeights.byte(high[place], low[place]) }
                }
            }
        }
    }

    @inline(__always)
    private static func add(
        _ row: UnsafeBufferPointer<UInt8>, _ highWeight: Int32, _ lowWeight: Int32,
        _ high: UnsafeMutableBufferPointer<Int32>, _ low: UnsafeMutableBufferPointer<Int32>
    ) {
        guard let bytes = row.baseAddress, let highs = high.baseAddress, let lows = low.baseAddress else { return }
        for place in 0..<row.count {
            let value = Int32(bytes[place])
            highs[place] &+= value &* highWeight
            lows[place] &+= value &* lowWeight
        }
    }
}
