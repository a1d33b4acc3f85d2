import CImageLibraries
import CJPEG
import CWebP
import Kernels

/// How a picture is written.
public enum ImageEncoding: Sendable, Hashable {
    /// 1 to 100. From 90 on colour is kept at full size, below at a half each way.
    case jpeg(quality: Int)
    /// zlib's effort, 0 to 9. Lossless.
    case png(effort: Int)
    /// 1 to 100.
    case webp(quality: Int)
    case losslessWebP

    public var format: ImageFormat {
        switch self {
        case .jpeg: .jpeg
        case .png: .png
        case .webp, .losslessWebP: .webp
        }
    }
}

/// Writes gray and RGB pictures. Nothing of the original's EXIF goes along: the pixels stand upright, and places where
/// photographs were taken are nobody's business. Equal pixels give equal bytes with the same libraries.
public enum ImageEncoder {
    public static func encode(_ raster: Raster, as encoding: ImageEncoding) throws(ImageError) -> [UInt8] {
        let plain = raster.withoutAlpha()
        switch encoding {
        case .jpeg(let quality): return try jpeg(plain, min(100, max(1, quality)))
        case .png(let effort): return try png(plain, min(9, max(0, effort)))
        case .webp(let quality): return try webp(plain.rgb(), quality: Float(min(100, max(1, quality))))
        case .losslessWebP: return try webp(plain.rgb(), quality: nil)
        }
    }

    private static func jpeg(_ raster: Raster, _ quality: Int) throws(ImageError) -> [UInt8] {
        guard raster.longestSide <= 65_500 else { throw .cannotEncode(.jpeg, "no side may exceed 65500 pixels, and it is \(raster.width) x \(raster.height)") }
        guard let handle = tjInitCompress() else { throw .noMemory(bytes: 0) }
        defer { tjDestroy(handle) }
        var encoded: UnsafeMutablePointer<UInt8>?
        defer { tjFree(encoded) }
        var count: UInt = 0
        let format = raster.channels == 1 ? TJPF_GRAY : TJPF_RGB
        let sampling = raster.channels == 1 ? TJSAMP_GRAY : quality >= 90 ? TJSAMP_444 : TJSAMP_420
        let code = raster.pixels.withUnsafeBufferPointer {
            tjCompress2(
                handle, $0.baseAddress, Int32(raster.width), 0, Int32(raster.height), Int32(format.rawValue), &encoded, &count,
                Int32(sampling.rawValue), Int32(quality), TJFLAG_ACCURATEDCT)
        }
        guard code == 0, let encoded else { throw .cannotEncode(.jpeg, tjGetErrorStr2(handle).map { String(cString: $0) } ?? "no details") }
        return Array(UnsafeBufferPointer(start: encoded, count: Int(count)))
    }

    private static func png(_ raster: Raster, _ effort: Int) throws(ImageError) -> [UInt8] {
        var encoded: UnsafeMutablePointer<UInt8>?
        var count = 0
        var message = [CChar](repeating: 0, count: Int(IMAGE_MESSAGE_SIZE))
        let code = raster.pixels.withUnsafeBufferPointer {
            image_png_encode(
                $0.baseAddress, UInt32(raster.width), UInt32(raster.height), Int32(raster.channels), Int32(effort), &encoded, &count, &message)
        }
        guard Int(code) == IMAGE_OK, let encoded else { throw .cannotEncode(.png, words(message)) }
        defer { image_free(encoded) }
        return Array(UnsafeBufferPointer(start: encoded, count: count))
    }

    /// Lossless when there is no quality.
    private static func webp(_ raster: Raster, quality: Float?) throws(ImageError) -> [UInt8] {
        guard raster.longestSide <= 16_383 else { throw .cannotEncode(.webp, "no side may exceed 16383 pixels, and it is \(raster.width) x \(raster.height)") }
        var encoded: UnsafeMutablePointer<UInt8>?
        defer { WebPFree(encoded) }
        let row = Int32(raster.rowBytes), width = Int32(raster.width), height = Int32(raster.height)
        let count = raster.pixels.withUnsafeBufferPointer { pixels in
            quality.map { WebPEncodeRGB(pixels.baseAddress, width, height, row, $0, &encoded) }
                ?? WebPEncodeLosslessRGB(pixels.baseAddress, width, height, row, &encoded)
        }
        guard count > 0, let encoded else { throw .cannotEncode(.webp, "the encoder refused \(raster.width) x \(raster.height) pixels") }
        return Array(UnsafeBufferPointer(start: encoded, count: count))
    }
}
