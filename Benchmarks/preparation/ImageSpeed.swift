import Foundation
import Kernels
import Media
import Preparing
import Records

/// Decoding, checks and hashes of drawn photographs of 512 x 512, and the search for copies among them.
let imageSpeed: [PreparingCase] = [
    // cleanvision: 20 pictures a second.
    PreparingCase(
        name: "image-checks", unit: "pictures", size: 400, barSeconds: 4, barRate: 100, growth: [10, 100, 1_000, 10_000],
        prepare: { size, threads in
            let files = try (0..<min(size, 50)).map(drawnPicture)
            return { watch in
                let measured = try watch.time {
                    try Pieces(size, size: 4).map(threads: threads) { (piece: Range<Int>) throws(ImageError) -> [ImageMeasurements] in
                        var some: [ImageMeasurements] = []
                        for place in piece { some.append(ImageChecks.measure(try ImageDecoder.decode(files[place % files.count], ImageChecks.decoding))) }
                        return some
                    }.flatMap { $0 }
                }
                let groups = watch.time {
                    var copies = ImageDuplicates()
                    for (place, one) in measured.enumerated() { copies.add(ItemID(raw: Int64(place)), bytesHash: String(place), one) }
                    return copies.result().groups.count
                }
                return ["groups": .int(Int64(groups))]
            }
        },
        input: { folder in
            for place in 0..<50 { try Data(drawnPicture(place)).write(to: URL(fileURLWithPath: folder + "/\(place).jpg")) }
        })
]

/// Soft waves of colour with the grain of a camera, as a JPEG of quality 90.
@Sendable private func drawnPicture(_ place: Int) throws -> [UInt8] {
    var random = SeededRandom(seed: UInt64(place)), pixels: [UInt8] = []
    let waves = (0..<9).map { _ in random.uniform() * 0.06 }
    for y in 0..<512 {
        for x in 0..<512 {
            let grain = random.uniform() * 16
            for channel in 0..<3 {
                let wave = sin(waves[channel * 3] * Double(x) + waves[channel * 3 + 1] * Double(y)) * cos(waves[channel * 3 + 2] * Double(x + y))
                pixels.append(UInt8(120 + 100 * wave + grain))
            }
        }
    }
    return try ImageEncoder.encode(Raster(width: 512, height: 512, channels: 3, pixels: pixels), as: .jpeg(quality: 90))
}
