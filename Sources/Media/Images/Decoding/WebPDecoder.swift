import CWebP
import Kernels

/// WebP through libwebp; of an animation the first frame, drawn on its canvas.
enum WebPDecoder {
    static func decode(_ bytes: UnsafeRawBufferPointer, _ facts: ImageFacts, _ options: DecodeOptions) throws(ImageError) -> Raster {
        let claimed = (HeaderBytes(bytes).little32(4) ?? 0) + 8
        guard claimed <= bytes.count else { throw .truncated(.webp, at: bytes.count) }
        if facts.isAnimated { return try firstFrame(bytes, facts) }
        let channels = facts.hasAlpha && options.alpha != .dropped ? 4 : 3
        return try Raster(width: facts.width, height: facts.height, channels: channels) { out throws(ImageError) in
            let start = bytes.bindMemory(to: UInt8.self).baseAddress, row = Int32(facts.width * channels)
            let done = channels == 4
                ? WebPDecodeRGBAInto(start, bytes.count, out.baseAddress, out.count, row)
                : WebPDecodeRGBInto(start, bytes.count, out.baseAddress, out.count, row)
            guard done != nil else { throw ImageError.damaged(.webp, "its pixel data does not decode") }
        }
    }

    private static func firstFrame(_ bytes: UnsafeRawBufferPointer, _ facts: ImageFacts) throws(ImageError) -> Raster {
        var data = WebPData(bytes: bytes.bindMemory(to: UInt8.self).baseAddress, size: bytes.count)
        var options = WebPAnimDecoderOptions()
        guard WebPAnimDecoderOptionsInitInternal(&options, WEBP_DEMUX_ABI_VERSION) != 0 else { throw .unsupported(.webp, "animation in another version of libwebp") }
        options.color_mode = MODE_RGBA
        options.use_threads = 0
        guard let decoder = WebPAnimDecoderNewInternal(&data, &options, WEBP_DEMUX_ABI_VERSION) else { throw .damaged(.webp, "its animation does not decode") }
        defer { WebPAnimDecoderDelete(decoder) }
        var frame: UnsafeMutablePointer<UInt8>?
        var time: Int32 = 0
        guard WebPAnimDecoderGetNext(decoder, &frame, &time) != 0, let frame else { throw .damaged(.webp, "its first frame does not decode") }
        return Raster(width: facts.width, height: facts.height, channels: 4) { out in
            _ = out.update(fromContentsOf: UnsafeBufferPointer(start: frame, count: out.count))
        }
    }
}
