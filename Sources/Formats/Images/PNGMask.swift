import Media
import Records

/// A mask as tools keep it in a PNG: whatever is not black, or not transparent, belongs to it.
enum PNGMask {
    /// The mask in a window as large as the PNG, or as the picture it is of, by the nearest pixel; nil without a pixel.
    static func mask(_ png: PNGSamples, over picture: PixelSize? = nil) -> Mask? {
        guard let size = picture ?? PixelSize(width: png.width, height: png.height), size.width <= MaskOutline.maximumPixels / size.height else { return nil }
        let columns = (0..<size.width).map { (2 * $0 + 1) * png.width / (2 * size.width) }
        var isSet: [UInt32] = []
        isSet.reserveCapacity(size.width * size.height)
        for row in 0..<size.height {
            let start = (2 * row + 1) * png.height / (2 * size.height) * png.width
            for column in columns { isSet.append(isInside(start + column, png) ? 1 : 0) }
        }
        guard let mask = LabelRaster(size, values: isSet)?.masks()?.first?.mask, let runs = MaskRuns(mask) else { return nil }
        return Mask(size: [size.height, size.width], runs: runs.runs(over: size).runs)
    }

    private static func isInside(_ pixel: Int, _ png: PNGSamples) -> Bool {
        let first = pixel * png.channels
        return switch png.colour {
        case .gray: png.values[first] != 0
        case .palette: isVisible(png.values[first], png)
        case .grayAlpha: png.values[first + 1] != 0
        case .rgba: png.values[first + 3] != 0
        case .rgb: png.values[first] != 0 || png.values[first + 1] != 0 || png.values[first + 2] != 0
        }
    }

    private static func isVisible(_ index: UInt16, _ png: PNGSamples) -> Bool {
        guard Int(index) < png.palette.count else { return index != 0 }
        let entry = png.palette[Int(index)]
        return entry.alpha != 0 && (entry.red != 0 || entry.green != 0 || entry.blue != 0)
    }

    /// Gray, 8 bits, 1 where the mask is, just as large as its window; nil for broken runs or a window that is too large.
    static func png(_ mask: Mask) -> [UInt8]? {
        guard let runs = MaskRuns(mask), runs.width * runs.height <= MaskOutline.maximumPixels, let size = PixelSize(width: runs.width, height: runs.height) else { return nil }
        var raster = LabelRaster(size)
        guard raster.draw(Mask(size: mask.size, runs: mask.runs), as: 1) != nil else { return nil }
        return try? raster.png(grayOfDepth: 8)?.encoded()
    }
}
