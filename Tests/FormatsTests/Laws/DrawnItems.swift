import Foundation
import Testing
import Records
@testable import Formats

/// Items drawn at random from a seed that use everything a format's capacity says it holds, and some that it does not.
struct DrawnItems {
    private var random: Seeded
    private let capacity: FormatCapacity
    let questions: [Question]
    static let labels = ["RBC", "WBC", "Ünïcode <&> \"x\"", "two words"]
    static let text = "Ada 📦 met B\u{301}ob in New York, e\u{301}t \"again\" <b>&"

    init(_ capacity: FormatCapacity, seed: UInt64) {
        random = Seeded(seed)
        self.capacity = capacity
        let kinds = capacity.questions == .one ? Array(capacity.kinds.prefix(1)) : capacity.kinds
        questions = kinds.map { kind in
            Question(name: kind.rawValue, kind: kind, labels: Self.labels.map { LabelDefinition(name: $0) }, attributes: [
                AttributeDefinition(name: "occluded", kind: .boolean), AttributeDefinition(name: "stain", kind: .choice, options: ["dark", "light"]),
            ])
        }
    }

    private var media: Media { capacity.media.contains(.image) ? .image : Media.allCases.first(where: capacity.media.contains) ?? .image }

    mutating func items(_ count: Int) -> [LabelledItem] { (0..<count).map { item($0) } }

    private mutating func item(_ number: Int) -> LabelledItem {
        var item = LabelledItem(key: key(number), split: ["train", "val", nil][number % 3])
        item.media = media
        surround(&item, number)
        let answered = capacity.holds(.unanswered) && number % 7 == 6 ? [] : questions
        for (place, question) in answered.enumerated() {
            if capacity.questions != .one, place > 0, number % 4 == 3 { continue }
            item.answers[question.name] = answer(question, item, number)
        }
        return item
    }

    private func key(_ number: Int) -> String {
        switch media {
        case .image: "folder/p\(number).jpg"
        case .audio: "a\(number).wav"
        case .video: "v\(number).mp4"
        case .pointcloud: "c\(number).pcd"
        default: "t\(number)"
        }
    }

    private mutating func surround(_ item: inout LabelledItem, _ number: Int) {
        switch item.media {
        case .image: item.size = ImageFixture.size(&random)
        case .audio: item.files["audio"] = LabelledFile(type: "audio/wav", duration: 30)
        case .video: item.files["video"] = LabelledFile(type: "video/mp4", width: 640, height: 480, rate: 25, frames: 20)
        case .pointcloud: item.files["points"] = LabelledFile()
        default: item.fields["text"] = .string(Self.text)
        }
        if number % 2 == 0 { item.fields["note"] = .string("n\(number)") }
        if number % 5 == 1 { item.metadata["elsewhere"] = 1 }
    }

    // MARK: Answers

    private mutating func answer(_ question: Question, _ item: LabelledItem, _ number: Int) -> Answer {
        switch question.kind {
        case .choice: return .choice(label())
        case .choices: return .choices(Array(Self.labels.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random))).sorted())
        case .tree: return .paths([["animal", label()]])
        case .rating: return .rating(Double(Int.random(in: 1...5, using: &random)))
        case .number: return .number(Double(Int.random(in: -20...20, using: &random)) / 4)
        case .date: return .date("2026-0\(number % 9 + 1)-11")
        case .text: return .text("say \"hi\",\nthen go \(number)")
        case .texts: return .texts(["one \(number)", "twö"])
        case .pairwise: return .pairwise(Pairwise(preferred: .left, order: ["a", "b"]))
        case .ranking: return .ranking([["a"], ["b", "c"]])
        case .chat: return .chat([ChatTurn(turn: 0, rating: 4)])
        case .relations: return relations(item)
        case .tokens: return .tokens([TokenLayer(name: "pos", values: Array(repeating: "X", count: 10))])
        case .pointLabels: return .pointLabels([LabelRun(label: label(), count: 3), LabelRun(label: Self.labels[0], count: 2)])
        case .cells: return .cells(["a": 1])
        default: return .parts(parts(question, item, number))
        }
    }

    private mutating func label() -> String { Self.labels.randomElement(using: &random) ?? "" }

    /// Between the spans there are; none when there are fewer than two.
    private mutating func relations(_ item: LabelledItem) -> Answer {
        guard case .parts(let parts)? = item.answers[QuestionKind.spans.rawValue], parts.count > 1 else { return .relations([]) }
        return .relations([Relation(from: parts[1].id, to: parts[0].id, labels: [label()])])
    }

    private mutating func parts(_ question: Question, _ item: LabelledItem, _ number: Int) -> [Part] {
        let count = number % 6 == 5 ? 0 : Int.random(in: 1...4, using: &random)
        return (0..<count).map { place in
            var part = Part(id: "\(question.name).\(place)", labels: [label()], shape: shape(question.kind, item, place), origin: .imported)
            if Bool.random(using: &random) { part.attributes = ["occluded": .bool(place % 2 == 0), "stain": "dark"] }
            if place == 1 { part.note = "look" }
            if place == 2 { part.score = 0.5 }
            if place == 3 { part.labels = Array(Self.labels.prefix(2)) }
            if capacity.holds(.noLabel), place == 0, number % 3 == 1 { part.labels = [] }
            return part
        }
    }

    private mutating func shape(_ kind: QuestionKind, _ item: LabelledItem, _ place: Int) -> Shape {
        let size = item.size ?? PixelSize(width: 640, height: 480) ?? PixelSize(width: 1, height: 1)!
        switch kind {
        case .boxes: return .box(ImageFixture.box(size, &random))
        case .rotatedBoxes: return .rotated([Double(size.width) / 2, Double(size.height) / 2, Double(size.width) / 4 + 1, Double(size.height) / 8 + 1, Double(Int.random(in: 0..<24, using: &random)) * 15])
        case .ellipses: return .ellipse([Double(size.width) / 2, Double(size.height) / 2, Double(size.width) / 4, Double(size.height) / 5, Double(place) * 30])
        case .polygons: return .polygons(polygons(size, place))
        case .polylines: return .line(ImageFixture.ring(size, &random))
        case .points: return .point([ImageFixture.number(size.width, &random), ImageFixture.number(size.height, &random)])
        case .skeletons: return .joints([[1.5, 2, 2], [0, 0, 0], [7, 8.25, 1]])
        case .masks: return .mask(ImageFixture.mask(size, &random))
        case .cuboids: return .cuboid(front: [1, 2, 21, 22], back: [5, 6, 25, 26])
        case .tracks: return track(size, place)
        case .spans: return .ranges(ranges(place))
        case .segments: return .segment(Segment(from: Double(place) * 2 + 0.125, to: Double(place) * 2 + 1.5 + (place == 2 ? 1 : 0)))
        case .transcripts: return .segment(Segment(from: Double(place) * 2, to: Double(place) * 2 + 1.25, text: "hello \(place) wörld"))
        case .cuboids3D: return .cuboid3D(centre: [4.25, -1.5, 0.75], size: [4.25, 1.75, 1.5], quaternion: [1, 0, 0, 0])
        default: return .box([0, 0, 1, 1])
        }
    }

    private mutating func polygons(_ size: PixelSize, _ place: Int) -> [PolygonRings] {
        let (w, h) = (Double(size.width), Double(size.height))
        switch place {
        case 2: return [PolygonRings(outer: [0, 0, w, 0, w, h, 0, h], holes: [[2, 2, 2, 8, 8, 8, 8, 2]])]
        case 3: return [PolygonRings(outer: [0, 0, 9, 0, 9, 9]), PolygonRings(outer: [12, 12, 19, 12, 19, 19])]
        default: return [PolygonRings(outer: ImageFixture.ring(size, &random))]
        }
    }

    private mutating func track(_ size: PixelSize, _ place: Int) -> Shape {
        let kind = capacity.trackShapes.first ?? .boxes
        let shapes = (0..<2).map { _ in shape(kind == .tracks ? .boxes : kind, LabelledItem(key: ""), 0) }
        return .track([
            TrackFrame(frame: place, shape: shapes[0]), TrackFrame(frame: place + 4, shape: shapes[1]), TrackFrame(frame: place + 6, shape: shapes[1], isOutside: true),
        ])
    }

    private func ranges(_ place: Int) -> [[Int]] {
        switch place {
        case 0: [[0, 3]]
        case 1: [[10, 14]]
        case 2: [[10, 12], [17, 20]]
        default: [[0, 14]]
        }
    }
}
