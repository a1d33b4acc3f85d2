import Foundation
import Kernels
import Media
import Preparing
import Records

/// What one core does, in processor seconds, so that other work on the machine does not count.
struct SpeedReport: Codable {
    var pictures: Int
    var width: Int
    var height: Int
    var checkedPerSecond: Double
    var bar = 100.0
    var meets: Bool
    /// Each part alone, for finding out what to make faster.
    var decodedPerSecond: Double
    var measuredPerSecond: Double
    var hashedPerSecond: Double
    var thumbnailsPerSecond: Double
    /// Time of the set's report and of the search for copies, per million pictures.
    var reportSeconds: Double
    var duplicatesSeconds: Double
    var residentMiB: Int
}

extension Images {
    static func speed(_ arguments: [String]) throws {
        guard let folder = arguments.first else { return }
        let count = arguments.firstIndex(of: "--pictures").flatMap { Int(arguments[$0 + 1]) } ?? 200
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter { $0.hasSuffix(".jpg") || $0.hasSuffix(".png") }
        guard !names.isEmpty else { return }
        let files = names.prefix(count).map { bytes(folder + "/" + $0) }
        let all = (0..<count).map { files[$0 % files.count] }
        var measured: [ImageMeasurements] = []
        let checked = try timed { for bytes in all { measured.append(ImageChecks.measure(try ImageDecoder.decode(bytes, ImageChecks.decoding))) } }
        var decoded: [DecodedImage] = []
        let decoding = try timed { for bytes in all.prefix(100) { decoded.append(try ImageDecoder.decode(bytes, ImageChecks.decoding)) } }
        let measuring = timed { for picture in decoded { _ = ImageChecks.measure(picture) } }
        let hashing = timed { for picture in decoded { _ = PerceptualHashes(picture.raster) } }
        let thumbnails = try timed { for bytes in all.prefix(100) { _ = try PictureSize.thumbnail.make(from: bytes) } }
        let (report, duplicates) = setTimes(measured)
        let rate = Double(all.count) / checked, some = Double(decoded.count)
        try show(SpeedReport(
            pictures: all.count, width: measured[0].width, height: measured[0].height, checkedPerSecond: rate, meets: rate >= 100,
            decodedPerSecond: some / decoding, measuredPerSecond: some / measuring, hashedPerSecond: some / hashing,
            thumbnailsPerSecond: some / thumbnails, reportSeconds: report, duplicatesSeconds: duplicates, residentMiB: residentMiB()))
    }

    /// A hundred thousand pictures with hashes of their own, every tenth a near copy; times ten.
    private static func setTimes(_ measured: [ImageMeasurements]) -> (Double, Double) {
        var random = SeededRandom(seed: 1)
        var duplicates = ImageDuplicates()
        var images: [CheckedImage] = []
        var last: UInt64 = 0
        for place in 0..<100_000 {
            var one = measured[place % measured.count]
            let bits = place % 10 == 9 ? last ^ 0b1011 : random.next()
            last = bits
            one.hashes.frequencies = PerceptualHash(bits: bits)
            one.hashes.gradients = PerceptualHash(bits: 0)
            one.hashes.isFlat = false
            one.pixelHash = String(place)
            duplicates.add(ItemID(raw: Int64(place)), one)
            images.append(CheckedImage(id: ItemID(raw: Int64(place)), key: String(place), reading: .measured(one)))
        }
        let report = timed { _ = ImageChecks.report(images) }
        let search = timed { precondition(duplicates.result().groups.count == 10_000) }
        return (report * 10, search * 10)
    }

    private static func show(_ report: SpeedReport) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        FileHandle.standardOutput.write(try encoder.encode(report) + Data("\n".utf8))
    }

    private static func timed<E: Error>(_ body: () throws(E) -> Void) throws(E) -> Double {
        let start = processorSeconds()
        try body()
        return max(1e-9, processorSeconds() - start)
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private static func residentMiB() -> Int {
        let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return ((pages ?? 0) * 4096) >> 20
    }
}
