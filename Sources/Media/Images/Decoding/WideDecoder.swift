import CImageLibraries
import Kernels

/// GIF, TIFF, HEIC and AVIF through libvips, which is opened when the first of them is met.
///
/// The loader is chosen by our own look at the first bytes, loaders that libvips itself calls untrusted are off, and the
/// size it reports is held against the limits again before it decodes.
enum WideDecoder {
    static func decode(_ bytes: UnsafeRawBufferPointer, _ facts: ImageFacts, _ limits: ImageLimits) throws(ImageError) -> Raster {
        var message = [CChar](repeating: 0, count: Int(IMAGE_MESSAGE_SIZE))
        var opened: OpaquePointer?
        var width: UInt32 = 0, height: UInt32 = 0
        let code = image_vips_header(
            bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, loader(facts.format), &opened, &width, &height, &message)
        try judge(code, facts.format, bytes.count, message)
        guard let opened else { throw .noMemory(bytes: 0) }
        defer { image_vips_close(opened) }
        var real = facts
        (real.width, real.height) = (Int(width), Int(height))
        try limits.check(real)
        return try pixels(opened, facts, bytes.count)
    }

    private static func pixels(_ opened: OpaquePointer, _ facts: ImageFacts, _ count: Int) throws(ImageError) -> Raster {
        var message = [CChar](repeating: 0, count: Int(IMAGE_MESSAGE_SIZE))
        var pixels: UnsafeMutablePointer<UInt8>?
        var size = 0, channels: Int32 = 0
        var width: UInt32 = 0, height: UInt32 = 0
        try judge(image_vips_decode(opened, &pixels, &size, &width, &height, &channels, &message), facts.format, count, message)
        guard let pixels else { throw .noMemory(bytes: facts.pixelCount) }
        defer { image_vips_free_pixels(pixels) }
        guard (1...4).contains(channels), size == Int(width) * Int(height) * Int(channels) else {
            throw .unsupported(facts.format, "\(channels) channels")
        }
        return Raster(width: Int(width), height: Int(height), channels: Int(channels)) { out in
            _ = out.update(fromContentsOf: UnsafeBufferPointer(start: pixels, count: size))
        }
    }

    private static func loader(_ format: ImageFormat) -> Int32 {
        switch format {
        case .gif: Int32(IMAGE_LOADER_GIF)
        case .tiff: Int32(IMAGE_LOADER_TIFF)
        default: Int32(IMAGE_LOADER_HEIF)
        }
    }

    private static func judge(_ code: Int32, _ format: ImageFormat, _ count: Int, _ message: [CChar]) throws(ImageError) {
        switch Int(code) {
        case IMAGE_OK: return
        case IMAGE_NO_LIBRARY: throw .libraryMissing(format, package: "libvips42")
        case IMAGE_TRUNCATED: throw .truncated(format, at: count)
        case IMAGE_NO_MEMORY: throw .noMemory(bytes: count)
        default: throw .damaged(format, words(message))
        }
    }
}
