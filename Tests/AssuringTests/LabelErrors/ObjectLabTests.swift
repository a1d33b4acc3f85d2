import Kernels
import Testing

@testable import Assuring

@Suite("Label errors of boxes")
struct ObjectLabTests {
    /// Ten images with a box of each of two classes, which the model sees exactly.
    static func clean(scale: Double = 1) -> [DetectionImage] {
        (0..<10).map { place in
            let left = Box(10 * scale, 10 * scale, (40 + Double(place)) * scale, 50 * scale)
            let right = Box(100 * scale, 20 * scale, 140 * scale, (60 + Double(place)) * scale)
            return DetectionImage(
                given: [.init(left, label: 0), .init(right, label: 1)],
                predicted: [.init(left, label: 0, probability: 0.99), .init(right, label: 1, probability: 0.98)])
        }
    }

    /// A missing box, a shifted one and a wrong class.
    static func spoilt(scale: Double = 1) -> [DetectionImage] {
        var images = clean(scale: scale)
        images[2].given.remove(at: 1)
        images[5].given[0].box = Box(35 * scale, 40 * scale, 65 * scale, 80 * scale)
        images[7].given[1].label = 0
        return images
    }

    @Test("a clean set has no issues and full scores")
    func cleanSet() throws {
        let report = try ObjectLab().report(Self.clean(), classCount: 2)
        #expect(report.issues.isEmpty)
        #expect(report.images.allSatisfy { $0.score > 0.99 })
    }

    @Test("each kind of error is found", arguments: [BoxSimilarity.Unit.boxSides, .pixels])
    func found(unit: BoxSimilarity.Unit) throws {
        let report = try ObjectLab(similarity: BoxSimilarity(unit)).report(Self.spoilt(), classCount: 2)
        #expect(report.issues == [2, 5, 7])
        #expect(report.images[2].overlooked[1] != nil && report.images[2].overlooked[0] == nil)
        #expect(report.images[5].badlyPlaced[0] < 0.2)
        #expect(report.images[7].wrongClass[1] < 0.01)
        #expect(Set(report.ranked) == [2, 5, 7])
    }

    @Test("scores do not change with the size of the pictures, which pixels do not keep")
    func scaleFree() throws {
        let (small, large) = (try ObjectLab().report(Self.spoilt(), classCount: 2), try ObjectLab().report(Self.spoilt(scale: 8), classCount: 2))
        for (left, right) in zip(small.images, large.images) { #expect(isClose(left.score, right.score, 1e-9) && left.isIssue == right.isIssue) }
        let pixels = ObjectLab(similarity: BoxSimilarity(.pixels))
        #expect(try pixels.report(Self.spoilt(), classCount: 2).images[5].score != pixels.report(Self.spoilt(scale: 8), classCount: 2).images[5].score)
    }

    @Test("two classes on one spot get the lowest score")
    func twoClasses() throws {
        var images = Self.clean()
        images[0].given.append(.init(images[0].given[0].box, label: 1))
        let scores = try ObjectLab().report(images, classCount: 2).images[0].wrongClass
        #expect(scores[0] == scores[2] && scores[0] < 0.2)
    }

    @Test("precision of a perfect and of a blind model")
    func precision() {
        #expect(DetectionPrecision(Self.clean(), classCount: 2).perClass.allSatisfy { isClose($0, 1) })
        let blind = Self.clean().map { DetectionImage(given: $0.given, predicted: []) }
        #expect(DetectionPrecision(blind, classCount: 2).perClass == [0, 0])
    }

    @Test("images without boxes have nothing wrong")
    func empty() throws {
        let report = try ObjectLab().report([DetectionImage(given: [], predicted: [])], classCount: 1)
        #expect(isClose(report.images[0].score, 1) && report.issues.isEmpty)
    }

    @Test("bad boxes are told with their place", arguments: [
        (Box(5, 0, 1, 2), 0, 0.5, DetectionError.wrongBox(Box(5, 0, 1, 2), isPredicted: true, image: 0, box: 0)),
        (Box(0, 0, 1, 2), 3, 0.5, .classOutOfRange(3, classCount: 2, isPredicted: true, image: 0, box: 0)),
        (Box(0, 0, 1, 2), 1, 1.5, .probabilityOutOfRange(1.5, image: 0, box: 0)),
    ])
    func refused(box: Box, label: Int, probability: Double, error: DetectionError) {
        let image = DetectionImage(given: [], predicted: [.init(box, label: label, probability: probability)])
        #expect(throws: error) { try ObjectLab().report([image], classCount: 2) }
        #expect(!error.description.isEmpty)
        #expect(throws: DetectionError.noImages) { try ObjectLab().report([], classCount: 2) }
    }
}
