/// How much a gray picture changes from pixel to pixel: the two measures of sharpness in use.
public enum Edges {
    /// Standard deviation of the picture after the 3 x 3 kernel with 8 in the middle and -1 around, cut to 0...255.
    ///
    /// As Pillow's `FIND_EDGES` and `ImageStat`: the outermost pixels keep their own value, and a picture with a side
    /// below three pixels is left as it is.
    public static func deviation(_ gray: Raster) -> Double {
        precondition(gray.channels == 1, "edges are looked for in gray pictures")
        var sum = 0, squares = 0
        gray.pixels.withUnsafeBufferPointer { pixels in
            let width = gray.width, height = gray.height
            for y in 0..<height {
                for x in 0..<width {
                    let place = y * width + x
                    let isInner = x > 0 && y > 0 && x < width - 1 && y < height - 1
                    let value = isInner ? min(255, max(0, 9 * Int(pixels[place]) - around(pixels, place, width))) : Int(pixels[place])
                    sum += value
                    squares += value * value
                }
            }
        }
        let count = Double(gray.pixelCount)
        return max(0, (Double(squares) - Double(sum) * Double(sum) / count) / count).squareRoot()
    }

    /// All nine values.
    private static func around(_ pixels: UnsafeBufferPointer<UInt8>, _ place: Int, _ width: Int) -> Int {
        func three(_ middle: Int) -> Int { Int(pixels[middle - 1]) + Int(pixels[middle]) + Int(pixels[middle + 1]) }
        return three(place - width) + three(place) + three(place + width)
    }

    /// Variance of the 4-neighbour Laplacian over inner pixels; 0 for a side below three pixels. Low means blurred.
    ///
    /// Pertuz, Puig, Garcia (2013), Pattern Recognition 46(5), measure LAP4, doi 10.1016/j.patcog.2012.11.011.
    /// Grows with noise and contrast, so it ranks pictures of one camera, not of many.
    public static func laplacianVariance(_ gray: Raster) -> Double {
        precondition(gray.channels == 1, "edges are looked for in gray pictures")
        let width = gray.width, height = gray.height
        guard width > 2, height > 2 else { return 0 }
        var sum = 0, squares = 0
        gray.pixels.withUnsafeBufferPointer { pixels in
            guard let bytes = pixels.baseAddress else { return }
            for y in 1..<height - 1 {
                let row = bytes + y * width
                // 1,000 squares of at most 1,020 fit 32 bits.
                for left in stride(from: 1, to: width - 1, by: 1000) {
                    let part = laplacian(row, width, left, min(left + 1000, width - 1))
                    sum += Int(part.sum)
                    squares += Int(part.squares)
                }
            }
        }
        let count = Double((width - 2) * (height - 2))
        return max(0, (Double(squares) - Double(sum) * Double(sum) / count) / count)
    }

    @inline(__always)
    private static func laplacian(_ row: UnsafePointer<UInt8>, _ width: Int, _ from: Int, _ to: Int) -> (sum: Int32, squares: Int32) {
        var sum: Int32 = 0, squares: Int32 = 0
        for x in from..<to {
            let beside = Int32(row[x &- 1]) &+ Int32(row[x &+ 1]) &+ Int32(row[x &- width]) &+ Int32(row[x &+ width])
            let value = beside &- 4 &* Int32(row[x])
            sum &+= value
            squares &+= value &* value
        }
        return (sum, squares)
    }
}
