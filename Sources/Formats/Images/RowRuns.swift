import Records

/// Run lengths that go along the rows, as Encord and V7 have them; ours go down the columns.
enum RowRuns {
    /// nil unless the runs fill the picture exactly, and for pictures too large to unfold.
    static func raster(_ runs: [(value: UInt32, count: Int)], _ size: PixelSize) -> LabelRaster? {
        let (pixels, overflows) = size.width.multipliedReportingOverflow(by: size.height)
        guard !overflows, pixels <= MaskOutline.maximumPixels else { return nil }
        var rest = pixels
        for run in runs {
            guard run.count >= 0, run.count <= rest else { return nil }
            rest -= run.count
        }
        guard rest == 0 else { return nil }
        var values: [UInt32] = []
        values.reserveCapacity(pixels)
        for run in runs { values.append(contentsOf: repeatElement(run.value, count: run.count)) }
        return LabelRaster(size, values: values)
    }

    /// Background first. nil for an empty mask too.
    static func mask(_ runs: [Int], _ size: PixelSize) -> Mask? {
        let valued = runs.enumerated().map { (value: UInt32($0.offset % 2), count: $0.element) }
        return raster(valued, size)?.masks()?.first?.mask
    }
}
