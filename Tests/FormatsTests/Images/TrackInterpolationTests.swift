import Records
import Testing
@testable import Formats

@Suite("Tracks between their key frames")
struct TrackInterpolationTests {
    private func box(_ frame: Int, _ x: Double, outside: Bool = false, key: Bool = true) -> TrackFrame {
        TrackFrame(frame: frame, shape: .box([x, 0, x + 10, 10]), isKey: key, isOutside: outside)
    }

    private func drawn(_ frames: [TrackFrame]) -> String {
        frames.map { frame in
            guard case .box(let box) = frame.shape else { return "?" }
            return "\(frame.frame):\(DecimalText.text(box[0]))\(frame.isKey ? "k" : "")\(frame.isOutside ? "o" : "")"
        }.joined(separator: " ")
    }

    @Test("boxes move evenly, and the last one stands to the end")
    func even() {
        #expect(drawn(TrackInterpolation.everyFrame([box(0, 0), box(3, 9)], last: 5)) == "0:0k 1:3 2:6 3:9k 4:9 5:9")
        #expect(drawn(TrackInterpolation.everyFrame([box(2, 7)])) == "2:7k")
    }

    @Test("outside ends visibility until the next frame that is not, and stands with the shape last seen")
    func outside() {
        let frames = [box(0, 1, outside: true), box(1, 0), box(3, 4, outside: true), box(4, 9, outside: true), box(6, 6), box(8, 6, outside: true)]
        #expect(drawn(TrackInterpolation.everyFrame(frames, last: 9)) == "1:0k 2:2 3:2ko 6:6k 7:6 8:6ko")
        #expect(drawn(TrackInterpolation.everyFrame(frames, last: 7)) == "1:0k 2:2 3:2ko 6:6k 7:6")
        #expect(TrackInterpolation.everyFrame([box(3, 1, outside: true)], last: 9).isEmpty)
    }

    @Test("a frame number out of the blue fills no memory")
    func hostile() {
        #expect(TrackInterpolation.everyFrame([box(0, 0), box(.max, 1)], last: .max).count == 2)
        #expect(TrackInterpolation.everyFrame([box(-5, 0)], last: .max).count == 1)
    }

    @Test("angles take the shorter way round", arguments: [
        (350.0, 10.0, 360.0), (10, 350, 0), (-10, 30, 10), (0, 180, 90), (90, 270, 180), (0, 720, 0),
    ])
    func angles(from: Double, to: Double, middle: Double) {
        let shape = ShapeInterpolation.between(.rotated([5, 5, 4, 2, from]), .rotated([7, 5, 4, 2, to]), step: 1, of: 2)
        #expect(shape == .rotated([6, 5, 4, 2, middle]))
    }

    @Test("an upright box turns into a rotated one")
    func mixed() {
        #expect(ShapeInterpolation.between(.box([0, 0, 4, 2]), .rotated([4, 1, 4, 2, 20]), step: 1, of: 2) == .rotated([3, 1, 4, 2, 10]))
    }

    @Test("rings of as many points move point by point; masks and other kinds stand")
    func rings() {
        func ring(_ x: Double) -> Shape { .polygons([PolygonRings(outer: [x, 0, x + 4, 0, x, 4])]) }
        #expect(ShapeInterpolation.between(ring(0), ring(4), step: 1, of: 4) == ring(1))
        let mask = Shape.mask(Mask(size: [1, 2], runs: [0, 2]))
        #expect(ShapeInterpolation.between(mask, ring(1), step: 1, of: 2) == mask)
        #expect(ShapeInterpolation.between(.point([0, 0]), .point([3, 6]), step: 2, of: 3) == .point([2, 4]))
    }

    // The numbers are those of CVAT's rule worked by hand: places of the square are 0, 1/4, 1/2, 3/4, 1; of the five
    // points 0, 1/8, 1/4, 1/2, 3/4, 1; the point at 1/8 goes to the first of the two nearest. On the way its distance
    // to its neighbour is 2, more than the 1 below which points are drawn together.
    @Test("rings of different numbers of points are matched along their length")
    func matched() {
        let square = Shape.polygons([PolygonRings(outer: [0, 0, 8, 0, 8, 8, 0, 8])])
        let five = Shape.polygons([PolygonRings(outer: [2, 0, 6, 0, 10, 0, 10, 8, 2, 8])])
        #expect(ShapeInterpolation.between(square, five, step: 1, of: 2) == .polygons([PolygonRings(outer: [1, 0, 3, 0, 9, 0, 9, 8, 1, 8])]))
        #expect(ShapeInterpolation.between(five, square, step: 1, of: 2) == .polygons([PolygonRings(outer: [1, 0, 3, 0, 9, 0, 9, 8, 1, 8])]))
    }

    @Test("lines without length stand instead of dividing by nothing")
    func degenerate() {
        #expect(ShapeInterpolation.between(.line([1, 1, 1, 1]), .line([0, 0, 5, 5, 9, 9]), step: 1, of: 2) == .line([1, 1, 1, 1]))
    }

    @Test("key frames are found again, and give every frame back", arguments: [
        [0: 0.0, 3: 9, 8: -1], [0: 0.1, 7: 2.3, 19: 0.7], [0: 5, 100: 5], [4: 1, 5: 2, 6: 4, 7: 8],
    ])
    func keysAgain(keys: [Int: Double]) {
        let frames = keys.keys.sorted().map { box($0, keys[$0] ?? 0) }
        let every = TrackInterpolation.everyFrame(frames)
        #expect(TrackInterpolation.keyFrames(of: every) == frames)
        let unmarked = every.map { TrackFrame(frame: $0.frame, shape: $0.shape) }
        let found = TrackInterpolation.keyFrames(of: unmarked)
        #expect(TrackInterpolation.everyFrame(found).map(\.shape) == every.map(\.shape))
    }

    @Test("frames that stand still need two keys, before and after a gap")
    func still() {
        let frames = (0..<6).map { box($0, 3) } + [box(6, 3, outside: true)] + (9..<12).map { box($0, 3) }
        #expect(drawn(TrackInterpolation.keyFrames(of: frames)) == "0:3k 6:3ko 9:3k 11:3k")
    }
}
