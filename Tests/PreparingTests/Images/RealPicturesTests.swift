import Foundation
import Kernels
import Media
import Records
import Testing
@testable import Preparing

/// Photographs of blood under a microscope: all much alike, which is what near-duplicate search must not fall for.
@Suite("Image checks on photographs")
struct RealPicturesTests {
    private func photographs(_ count: Int, for what: String) -> [[UInt8]]? {
        let folder = SharedFolder.url.appendingPathComponent("data/cells-voc/BCCD/JPEGImages")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            print("SKIPPED (no ../shared): \(what)")
            return nil
        }
        return names.sorted().prefix(count).compactMap { FileManager.default.contents(atPath: folder.appendingPathComponent($0).path).map { [UInt8]($0) } }
    }

    @Test("a photograph written again is found as a copy of itself and of no other")
    func copies() throws {
        guard let files = photographs(24, for: "copies of photographs") else { return }
        var finder = ImageDuplicates()
        for (place, bytes) in files.enumerated() {
            let picture = try ImageDecoder.decode(bytes)
            let again = try ImageDecoder.decode(ImageEncoder.encode(picture.raster.fitted(longestSide: 400, .lanczos), as: .jpeg(quality: 70)))
            finder.add(ItemID(raw: Int64(place * 2)), ImageChecks.measure(picture))
            finder.add(ItemID(raw: Int64(place * 2 + 1)), ImageChecks.measure(again))
        }
        let groups = finder.result().groups
        #expect(groups.map { $0.members.map(\.raw) } == files.indices.map { [Int64($0 * 2), Int64($0 * 2 + 1)] })
    }

    @Test("decoding at a smaller scale for the checks changes no verdict")
    func scaledVerdicts() throws {
        guard let files = photographs(12, for: "checks at a smaller scale") else { return }
        for bytes in files {
            let pictures = [try ImageDecoder.decode(bytes), try ImageDecoder.decode(bytes, DecodeOptions(shortestSideAtLeast: 200))]
            #expect(pictures.map(\.reduction) == [1, 2])
            let codes = pictures.map { picture in
                ImageChecks.report([CheckedImage(id: ItemID(raw: 1), key: "one", reading: .measured(ImageChecks.measure(picture)))]).findings.map(\.code)
            }
            #expect(codes[0] == codes[1])
        }
    }
}
