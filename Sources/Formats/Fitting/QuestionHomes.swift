import Records

/// Under which question of a format each question of the data is written.
struct QuestionHomes {
    /// What the writer sees: each with the kind its answers will have.
    private(set) var kept: [Question] = []
    private var homes: [String: Question] = [:]
    private let asked: [String]
    private let capacity: FormatCapacity
    private let onlyAsked: Bool

    init(_ layout: DatasetLayout, _ capacity: FormatCapacity) {
        self.capacity = capacity
        asked = layout.questions.map(\.name)
        onlyAsked = layout.question != nil || capacity.questions == .one
        for question in layout.questions where question.of == nil {
            if let name = layout.question, name != question.name { continue }
            guard let kind = Self.nearest(question.kind, capacity) else { continue }
            add(question, as: kind)
        }
    }

    private mutating func add(_ question: Question, as kind: QuestionKind) {
        if capacity.questions == .one, !kept.isEmpty { return }
        if capacity.questions == .onePerKind, let place = kept.firstIndex(where: { $0.kind == kind }) {
            let known = Set(kept[place].labelNames)
            kept[place].labels += question.labels.filter { !known.contains($0.name) }
            kept[place].attributes += question.attributes.filter { attribute in !kept[place].attributes.contains { $0.name == attribute.name } }
            for name in homes.keys where homes[name]?.kind == kind { homes[name] = kept[place] }
            homes[question.name] = kept[place]
            return
        }
        var moved = question
        moved.kind = kind
        kept.append(moved)
        homes[question.name] = moved
    }

    /// Declared questions in their order, others by name.
    func order(_ names: some Collection<String>) -> [String] {
        let given = Set(names)
        return asked.filter(given.contains) + given.filter { !asked.contains($0) }.sorted()
    }

    /// A question nobody declared goes by the shape of its answer.
    func home(of name: String, _ answer: Answer) -> Question? {
        if let home = homes[name] { return home }
        guard !asked.contains(name), !onlyAsked || kept.isEmpty, let kind = QuestionKind.of(answer), let near = Self.nearest(kind, capacity) else { return nil }
        if capacity.questions == .onePerKind, let same = kept.first(where: { $0.kind == near }) { return same }
        return Question(name: name, kind: near)
    }

    /// The kind itself where it is held, else the nearest that is.
    static func nearest(_ kind: QuestionKind, _ capacity: FormatCapacity) -> QuestionKind? {
        ([kind] + (nearer[kind] ?? [])).first(where: capacity.holds)
    }

    private static let nearer: [QuestionKind: [QuestionKind]] = [
        .choice: [.choices], .choices: [.choice], .tree: [.choices, .choice], .rating: [.number], .text: [.texts], .texts: [.text],
        .boxes: [.rotatedBoxes, .polygons, .masks], .rotatedBoxes: [.polygons, .masks, .boxes], .ellipses: [.polygons, .masks, .boxes],
        .polygons: [.masks, .boxes], .masks: [.polygons, .boxes], .polylines: [.boxes], .skeletons: [.boxes], .cuboids: [.boxes],
        .segments: [.transcripts], .transcripts: [.segments],
    ]
}
