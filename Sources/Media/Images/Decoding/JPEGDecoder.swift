import CJPEG
import Kernels

/// JPEG through TurboJPEG: exact integer transform, smooth chroma, at most 500 scans.
///
/// Gray stays gray, YCbCr and RGB become RGB, CMYK and YCCK become RGB without a colour profile. A warning of the library
/// is a note; that the end marker is missing is an error, because what was not read shows as gray bars.
enum JPEGDecoder {
    static func decode(
        _ bytes: UnsafeRawBufferPointer, _ facts: inout ImageFacts, _ options: DecodeOptions
    ) throws(ImageError) -> (Raster, reduction: Int) {
        guard let handle = tjInitDecompress() else { throw .noMemory(bytes: 0) }
        defer { tjDestroy(handle) }
        let start = bytes.bindMemory(to: UInt8.self).baseAddress
        var width: Int32 = 0, height: Int32 = 0, sampling: Int32 = 0, space: Int32 = 0
        guard tjDecompressHeader3(handle, start, UInt(bytes.count), &width, &height, &sampling, &space) == 0 || tjGetErrorCode(handle) == 0 else {
            throw JPEGHeader.isComplete(bytes) ? .damaged(.jpeg, lastWords(handle)) : .truncated(.jpeg, at: bytes.count)
        }
        guard Int(width) == facts.width, Int(height) == facts.height else {
            throw .damaged(.jpeg, "it has two headers, of \(facts.width) x \(facts.height) and \(width) x \(height) pixels")
        }
        let reduction = reduction(facts, options)
        let (format, channels): (TJPF, Int) = switch facts.colour {
        case .gray: (TJPF_GRAY, 1)
        case .cmyk: (TJPF_CMYK, 4)
        default: (TJPF_RGB, 3)
        }
        let scaledWidth = (facts.width + reduction - 1) / reduction, scaledHeight = (facts.height + reduction - 1) / reduction
        var code: Int32 = 0
        let raster = Raster(width: scaledWidth, height: scaledHeight, channels: channels) { out in
            // A file that ends early leaves its last rows unwritten.
            if options.keepsTruncated { out.update(repeating: 128) }
            code = tjDecompress2(
                handle, start, UInt(bytes.count), out.baseAddress, Int32(scaledWidth), 0, Int32(scaledHeight), Int32(format.rawValue),
                TJFLAG_ACCURATEDCT | TJFLAG_LIMITSCANS)
        }
        try judge(code, handle, bytes, &facts, options)
        return (facts.colour == .cmyk ? rgb(fromInk: raster, isInverted: isAdobe(bytes)) : raster, reduction)
    }

    private static func judge(
        _ code: Int32, _ handle: tjhandle, _ bytes: UnsafeRawBufferPointer, _ facts: inout ImageFacts, _ options: DecodeOptions
    ) throws(ImageError) {
        guard code != 0 else { return }
        let isWarning = tjGetErrorCode(handle) == Int32(TJERR_WARNING.rawValue)
        if !JPEGHeader.isComplete(bytes) {
            guard isWarning, options.keepsTruncated else { throw .truncated(.jpeg, at: bytes.count) }
            facts.notes.append(.truncated(at: bytes.count))
        } else {
            guard isWarning else { throw .damaged(.jpeg, lastWords(handle)) }
            facts.notes.append(.damaged(lastWords(handle)))
        }
    }

    /// 1, 2, 4 or 8: the strongest that keeps the asked side.
    private static func reduction(_ facts: ImageFacts, _ options: DecodeOptions) -> Int {
        guard let side = options.shortestSideAtLeast else { return 1 }
        let shortest = min(facts.width, facts.height)
        return [8, 4, 2].first { shortest / $0 >= max(1, side) } ?? 1
    }

    private static func lastWords(_ handle: tjhandle) -> String {
        tjGetErrorStr2(handle).map { String(cString: $0) } ?? "no details"
    }

    /// Adobe's programs store ink inverted, and say so by an APP14 segment.
    private static func isAdobe(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let head = HeaderBytes(bytes)
        var at = 2
        while head.byte(at) == 0xFF, let marker = head.byte(at + 1), let length = head.big16(at + 2), marker != 0xDA {
            if marker == 0xEE, head.matches("Adobe", at: at + 4) { return true }
            at += 2 + length
        }
        return false
    }

    /// Light = paper not covered by the ink times paper not covered by black, in 255ths, rounded.
    private static func rgb(fromInk picture: Raster, isInverted: Bool) -> Raster {
        let turn: UInt8 = isInverted ? 0 : 255
        return Raster(width: picture.width, height: picture.height, channels: 3) { out in
            picture.pixels.withUnsafeBufferPointer { ink in
                for place in 0..<picture.pixelCount {
                    let light = UInt32(ink[place * 4 + 3] ^ turn)
                    for channel in 0..<3 {
                        let product = UInt32(ink[place * 4 + channel] ^ turn) &* light &+ 128
                        out[place * 3 + channel] = UInt8(truncatingIfNeeded: (product >> 8 &+ product) >> 8)
                    }
                }
            }
        }
    }
}
