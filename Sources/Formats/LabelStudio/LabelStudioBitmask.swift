import Foundation
import Media
import Records

/// The masks of `<Bitmask>`: a PNG as large as the picture, within the result as a data URI; a pixel that is not transparent
/// (or, without transparency, not black) belongs to the mask.
enum LabelStudioBitmask {
    static let key = "imageDataURL"

    static func shape(_ text: String, _ size: PixelSize) -> Shape? {
        guard text.hasPrefix("data:image/png;base64,"), let data = Data(base64Encoded: String(text.dropFirst(22))), let png = try? PNGSamples.decode([UInt8](data)),
              png.width == size.width, png.height == size.height else { return nil }
        return PNGMask.mask(png).map(Shape.mask)
    }

    /// nil when the mask does not fit the picture.
    static func value(_ mask: Mask, _ size: PixelSize) -> JSONObject? {
        var raster = LabelRaster(size)
        guard let drawn = raster.draw(mask, as: 1), drawn.outside == 0 else { return nil }
        let values = raster.values.flatMap { $0 == 0 ? [UInt16](repeating: 0, count: 4) : [UInt16](repeating: 255, count: 4) }
        guard let bytes = try? PNGSamples(width: size.width, height: size.height, colour: .rgba, depth: 8, values: values).encoded() else { return nil }
        return [key: .string("data:image/png;base64,\(Data(bytes).base64EncodedString())")]
    }
}
