import Augmenting
import Kernels
import Media
import Records
import Storage

/// One picture made of a picture, its bytes in the store, with the answers that followed.
struct ChildPicture: Sendable {
    var copy: Int
    var blob: BlobReference
    var answers: [String: Answer]
    var record: AugmentationRecord
    /// Outcome -> parts.
    var parts: [String: Int]
}

/// Makes the copies of one item: decoded once, each copy drawn, written and kept. One picture in memory at a time.
struct ChildPictures: Sendable {
    let recipe: AugmentationRecipe
    let seed: UInt64
    /// Of the definition, in its order.
    let questions: [Question]
    let blobs: any BlobStore

    /// The media type of children: the parent's where we write it, PNG otherwise.
    static func type(of parent: BlobReference) -> String { ["image/jpeg", "image/webp"].contains(parent.type) ? parent.type : "image/png" }

    /// - Parameter name: of the parent in every workspace; numbers are drawn from it.
    func make(_ copies: [Int], of parent: BlobReference, named name: String, _ answers: [String: Answer]) throws -> [ChildPicture] {
        let picture = try ImageDecoder.decode(blobs.read(parent.sha256), named: name)
        return try copies.map { try make($0, of: picture.raster, Self.type(of: parent), named: name, answers) }
    }

    private func make(_ copy: Int, of raster: Raster, _ type: String, named name: String, _ answers: [String: Answer]) throws -> ChildPicture {
        let joined = PartsOfQuestions(answers, questions)
        let result = try recipe.apply(to: raster, parts: joined.parts, parent: name, seed: seed, copy: copy)
        let bytes = try ImageEncoder.encode(result.image, as: ImageEncoding(type: type))
        var blob = BlobReference(sha256: try blobs.put(bytes), size: Int64(bytes.count), type: type)
        (blob.width, blob.height, blob.orientation) = (result.image.width, result.image.height, 1)
        let parts = Dictionary(result.fates.map { ($0.outcome.rawValue, 1) }, uniquingKeysWith: +)
        return ChildPicture(copy: copy, blob: blob, answers: joined.answers(with: result.parts), record: result.record, parts: parts)
    }
}

/// The drawn parts of several questions as one list for the operations, and back: two questions may use the same ids.
struct PartsOfQuestions {
    private let drawn: [String]
    private let others: [String: Answer]
    let parts: [Part]

    /// Answers about the picture as a whole go along as they are; relations and pages' fields point at what may be gone,
    /// and stay behind.
    init(_ answers: [String: Answer], _ questions: [Question]) {
        var (drawn, others, parts) = ([String](), [String: Answer](), [Part]())
        for question in questions {
            guard let answer = answers[question.name] else { continue }
            if question.kind.isDrawn, case .parts(let own) = answer {
                parts += own.map { Self.renamed($0, "\(drawn.count)/\($0.id)") }
                drawn.append(question.name)
            } else if Self.isWhole(answer) {
                others[question.name] = answer
            }
        }
        (self.drawn, self.others, self.parts) = (drawn, others, parts)
    }

    func answers(with parts: [Part]) -> [String: Answer] {
        var byQuestion = Dictionary(uniqueKeysWithValues: drawn.map { ($0, [Part]()) })
        for part in parts {
            guard let slash = part.id.firstIndex(of: "/"), let place = Int(part.id[..<slash]) else { continue }
            byQuestion[drawn[place], default: []].append(Self.snapped(Self.renamed(part, String(part.id[part.id.index(after: slash)...]))))
        }
        return others.merging(byQuestion.mapValues(Answer.parts)) { first, _ in first }
    }

    private static func renamed(_ part: Part, _ id: String) -> Part {
        var part = part
        part.id = id
        return part
    }

    /// Boxes on multiples of 2^-20 pixels: then width, height and their sums are exact, and formats that store a corner
    /// and a size give back the very numbers.
    private static func snapped(_ part: Part) -> Part {
        guard case .box(let box) = part.shape else { return part }
        var part = part
        part.shape = .box(box.map { ($0 * 1_048_576).rounded() / 1_048_576 })
        return part
    }

    private static func isWhole(_ answer: Answer) -> Bool {
        switch answer {
        case .choice, .choices, .paths, .rating, .number, .date, .text, .texts: true
        default: false
        }
    }
}
