import Foundation
import Kernels
import Media
import Testing

/// One tiny file, printed by its name when a test fails.
struct Miniature: Sendable, Equatable, CustomTestStringConvertible {
    var name: String
    var base64: String
    var testDescription: String { name }
}

/// Pictures with known pixels, and ways to spoil their files.
enum TestPictures {
    static func bytes(_ miniature: Miniature) -> [UInt8] {
        [UInt8](Data(base64Encoded: miniature.base64, options: .ignoreUnknownCharacters) ?? Data())
    }

    /// What every coloured miniature shows.
    static let colours = drawn(12, 8, channels: 3) { x, y in [UInt8(x * 20), UInt8(y * 30), 100] }
    static let grays = drawn(12, 8, channels: 1) { x, _ in [UInt8(x * 20)] }

    static func drawn(_ width: Int, _ height: Int, channels: Int, _ colour: (Int, Int) -> [UInt8]) -> Raster {
        Raster(width: width, height: height, channels: channels, pixels: (0..<width * height).flatMap { colour($0 % width, $0 / width) })
    }

    /// Smooth blobs with some texture: behaves like a photograph for codecs and hashes.
    static func photograph(_ width: Int, _ height: Int, seed: UInt64) -> Raster {
        var random = SeededRandom(seed: seed)
        let waves = (0..<6).map { _ in (0..<4).map { _ in random.uniform() } }
        return drawn(width, height, channels: 3) { x, y in
            let u = Double(x) / Double(width), v = Double(y) / Double(height)
            return (0..<3).map { channel in
                var sum = 0.0
                for wave in waves { sum += sin(7 * (wave[0] - 0.5) * u * 3 + 7 * (wave[1] - 0.5) * v * 3 + 6 * wave[2] + Double(channel) * wave[3]) }
                return UInt8(min(255, max(0, 128 + 30 * sum)))
            }
        }
    }

    /// A JPEG with an EXIF segment that holds this orientation.
    static func withOrientation(_ value: Int, _ jpeg: [UInt8]) -> [UInt8] {
        let directory: [UInt8] = [0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, UInt8(value >> 8), UInt8(value & 255), 0, 0, 0, 0, 0, 0]
        return withSegment(Array("Exif".utf8) + [0, 0] + directory, jpeg)
    }

    /// A JPEG with an APP1 segment of this content in front.
    static func withSegment(_ content: [UInt8], _ jpeg: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return Array(jpeg[0..<2]) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 255)] + content + Array(jpeg[2...])
    }

    /// The largest difference of any channel of any pixel; nil when the shapes differ.
    static func difference(_ left: Raster, _ right: Raster) -> Int? {
        guard (left.width, left.height, left.channels) == (right.width, right.height, right.channels) else { return nil }
        return zip(left.pixels, right.pixels).map { abs(Int($0) - Int($1)) }.max()
    }

    static func failure(_ body: () throws(ImageError) -> Void) -> ImageError? {
        do throws(ImageError) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    /// libvips is not everywhere; without it GIF, TIFF, HEIC and AVIF say so.
    static let hasWideFormats: Bool = {
        if case .libraryMissing? = failure({ () throws(ImageError) in _ = try ImageDecoder.decode(bytes(Miniatures.gif)) }) {
            print("SKIPPED (no libvips42): GIF, TIFF, HEIC and AVIF")
            return false
        }
        return true
    }()
}
