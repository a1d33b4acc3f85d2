import CImageLibraries
import Kernels

/// PNG through libpng: every colour type, depth and interlacing to 8 bits; 16 bits are scaled, not cut. Gamma is left alone.
enum PNGDecoder {
    static func decode(_ bytes: UnsafeRawBufferPointer, _ facts: ImageFacts, _ options: DecodeOptions) throws(ImageError) -> Raster {
        let keepsAlpha = facts.hasAlpha && options.alpha != .dropped
        let channels = (facts.colour == .gray ? 1 : 3) + (keepsAlpha ? 1 : 0)
        return try Raster(width: facts.width, height: facts.height, channels: channels) { out throws(ImageError) in
            var place = 0
            var message = [CChar](repeating: 0, count: Int(IMAGE_MESSAGE_SIZE))
            let code = image_png_decode(
                bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, UInt32(facts.width), UInt32(facts.height), Int32(channels),
                out.baseAddress, &place, &message)
            switch Int(code) {
            case IMAGE_OK: return
            case IMAGE_TRUNCATED: throw ImageError.truncated(.png, at: bytes.count)
            case IMAGE_NO_MEMORY: throw ImageError.noMemory(bytes: out.count)
            default: throw ImageError.damaged(.png, "\(words(message)), at byte \(place)")
            }
        }
    }
}
