import Foundation
import Kernels
import Media
import Records
import Testing

@testable import Preparing

/// Numbers of `tools/golden/images.py`: cleanvision 0.3.7 and imagehash 4.3.2 on the same files.
@Suite("Images against references")
struct ImageGoldenTests {
    struct Case: Sendable, Decodable, CustomTestStringConvertible {
        var testDescription: String { name }
        var name: String
        var width: Int
        var height: Int
        var mode: String
        /// Below `../shared/data`.
        var path: String?
        var bytes: Data?
        var scores: [String: Double]
        var issues: [String]
        var phash: String
        var dhash: String

        var content: [UInt8]? { (bytes ?? path.flatMap { FileManager.default.contents(atPath: SharedFolder.url.appendingPathComponent("data/\($0)").path) }).map { [UInt8]($0) } }
    }

    static let golden: [Case] = {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-images.json")
        guard let bytes = try? Data(contentsOf: path) else { return [] }
        return (try? JSONDecoder().decode([Case].self, from: bytes)) ?? []
    }()

    /// The set's own sizes: what is odd depends on all of them.
    static let sizes = SizeSpread(golden.map { SizeSpread.size(width: $0.width, height: $0.height) }, spread: 3)

    @Test("the golden file is there") func isThere() { #expect(Self.golden.count == 40) }

    private static func check(_ issue: String) -> (any ImageCheck)? {
        let name = ["odd_aspect_ratio": "odd-aspect", "low_information": "low-information", "odd_size": "odd-size"][issue] ?? issue
        return ImageCheckCatalog.all.first { $0.name == name }
    }

    @Test("scores and verdicts are cleanvision's, hashes imagehash's", arguments: golden)
    func scores(one: Case) throws {
        guard let content = one.content else {
            print("SKIPPED (no ../shared): \(one.name)")
            return
        }
        let measured = ImageChecks.measure(try ImageDecoder.decode(content)), sizes = try #require(Self.sizes), settings = ImageCheckSettings()
        for (issue, theirs) in one.scores.sorted(by: { $0.key < $1.key }) {
            let check = try #require(Self.check(issue))
            // Gray content stored in colour is gray here; they look at the file's mode only.
            if issue == "grayscale", one.mode != "L", measured.isGray { continue }
            let ours = check.score(measured, sizes)
            #expect(abs(ours - theirs) <= (one.name.hasSuffix("jpg") ? 4e-3 : 1e-3), "\(issue): \(ours), theirs \(theirs)")
            #expect((ours < check.threshold(settings, sizes)) == one.issues.contains(issue), "\(issue)")
        }
        guard !measured.hashes.isFlat else { return }
        let far = [measured.hashes.frequencies.distance(to: try #require(PerceptualHash(hexadecimal: one.phash))), measured.hashes.gradients.distance(to: try #require(PerceptualHash(hexadecimal: one.dhash)))]
        // Coefficients at the median, and neighbours that are equal, may fall to either side.
        #expect(far[0] <= 2 && far[1] <= 2, "\(far)")
    }

    @Test("most hashes are equal bit for bit")
    func hashes() throws {
        var (equal, seen) = (0, 0)
        for one in Self.golden {
            guard let content = one.content else { continue }
            let hashes = ImageChecks.measure(try ImageDecoder.decode(content)).hashes
            guard !hashes.isFlat else { continue }
            seen += 2
            equal += (hashes.frequencies.hexadecimal == one.phash ? 1 : 0) + (hashes.gradients.hexadecimal == one.dhash ? 1 : 0)
        }
        print("hashes equal to imagehash's: \(equal) of \(seen)")
        #expect(Double(equal) >= 0.9 * Double(seen))
    }
}
