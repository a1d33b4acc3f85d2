import Kernels

/// Probabilities of images as models give them (image, class, pixel) read as one row per pixel, a block at a time.
///
/// `values` is any matrix of one column holding N x K x P numbers in that order: a mapped file seen as one column costs
/// nothing for the planes that are not asked for.
public struct PixelRows: MatrixRows {
    public let values: any MatrixRows
    public let imageCount: Int
    public let columnCount: Int
    public let pixelsPerImage: Int

    public var rowCount: Int { imageCount * pixelsPerImage }

    public init(_ values: any MatrixRows, imageCount: Int, classCount: Int, pixelsPerImage: Int) throws(LabelEvidenceError) {
        let (whole, isTooLarge) = imageCount.multipliedReportingOverflow(by: max(classCount * pixelsPerImage, 0))
        guard !isTooLarge, values.columnCount == 1, values.rowCount == whole else {
            throw .unequalParts("probabilities", values.rowCount * values.columnCount, "pixels times classes", whole)
        }
        self.values = values
        self.imageCount = imageCount
        columnCount = classCount
        self.pixelsPerImage = pixelsPerImage
    }

    public func withRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        let room = UnsafeMutableBufferPointer<Double>.allocate(capacity: rows.count * columnCount)
        defer { room.deallocate() }
        var pixel = rows.lowerBound
        while pixel < rows.upperBound {
            let (image, offset) = pixel.quotientAndRemainder(dividingBy: pixelsPerImage)
            let count = min(rows.upperBound - pixel, pixelsPerImage - offset)
            for k in 0..<columnCount {
                let start = (image * columnCount + k) * pixelsPerImage + offset
                let place = (pixel - rows.lowerBound) * columnCount + k
                try values.withRows(start..<start + count) { plane throws(MatrixError) in
                    for index in 0..<count { room[place + index * columnCount] = plane[index] }
                }
            }
            pixel += count
        }
        return try body(UnsafeBufferPointer(room))
    }

    public func withFloatRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        try withRows(rows) { block throws(MatrixError) in
            try block.map(Float.init).withUnsafeBufferPointer { floats throws(MatrixError) in try body(floats) }
        }
    }
}
