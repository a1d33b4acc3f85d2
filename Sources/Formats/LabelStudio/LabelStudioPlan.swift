import Records

/// The configuration tasks are written for: chosen at the first item, added to by what comes with the items.
struct LabelStudioPlan {
    private(set) var merge: LabelStudioMerge
    private var maker: LabelStudioConfigWriter?
    /// Of the header, while nothing had to be added to it.
    private var given: LabelStudioConfig?
    private var labels: [String: [String]] = [:]
    private let questions: [Question]
    /// No control is called so: under this key labels of relations are noted.
    private static let relations = "<Relations>"

    init(_ layout: DatasetLayout, media: Media?) {
        questions = layout.questions
        let xml = layout.header["label-studio"]?["config"]?.string ?? ""
        if !xml.isEmpty, let config = try? LabelStudioConfig(Array(xml.utf8)) {
            let asked = LabelStudioQuestions(config, QuestionNames(layout.questions), file: "")
            if layout.questions.allSatisfy({ question in asked.questions.contains { $0.name == question.name && $0.kind == question.kind } }) {
                merge = LabelStudioMerge(config: config, asked: asked, keepsResults: true)
                given = config
                return
            }
        }
        let maker = LabelStudioConfigWriter(layout.questions, media: media)
        self.maker = maker
        merge = LabelStudioMerge(config: maker.config, asked: LabelStudioQuestions(maker.config, QuestionNames(), file: ""), keepsResults: false)
    }

    mutating func see(_ item: LabelledItem) {
        if maker != nil { adapt(to: item) }
        for answers in [item.answers] + item.annotations.map(\.answers) {
            for (name, answer) in answers.sorted(by: { $0.key < $1.key }) { see(name, answer) }
        }
    }

    /// Objects for media and fields that no item before had.
    private mutating func adapt(to item: LabelledItem) {
        guard var maker else { return }
        let before = maker.config
        if let media = item.media { _ = maker.object(for: media) }
        if item.text != nil { _ = maker.object(for: .text) }
        for (name, answer) in item.answers.sorted(by: { $0.key < $1.key }) { if case .pairwise(let pair) = answer, pair.order.count == 2 { maker.compare(pair.order, in: name) } }
        guard maker.config != before else { return }
        self.maker = maker
        merge = LabelStudioMerge(config: maker.config, asked: LabelStudioQuestions(maker.config, QuestionNames(), file: ""), keepsResults: false)
    }

    private mutating func see(_ name: String, _ answer: Answer) {
        if case .relations(let relations) = answer { return note(relations.flatMap(\.labels), Self.relations) }
        guard let control = merge.control(of: name) else { return }
        switch answer {
        case .ranking(let ranks):
            if ranks.contains(where: { $0.count > 1 }), control.buckets.count < ranks.count { note((1...ranks.count).map(String.init), control.name) }
        case .paths(let paths): note(paths.map { $0.joined(separator: "/") }, control.name)
        default: note(QuestionSurvey.labels(of: answer), control.name)
        }
    }

    private mutating func note(_ names: [String], _ control: String) {
        for name in names where labels[control]?.contains(name) != true { labels[control, default: []].append(name) }
    }

    /// Parts that cannot be written.
    func lost(of item: LabelledItem) -> [(question: String, part: String)] {
        guard item.size == nil, item.files["video"]?.width == nil || item.files["video"]?.height == nil else { return merge.unfit(item) }
        return item.answers.sorted { $0.key < $1.key }.flatMap { name, answer -> [(question: String, part: String)] in
            guard case .parts(let parts) = answer else { return [] }
            return parts.filter { Self.needsSize($0.shape) }.map { (name, $0.id) }
        }
    }

    private static func needsSize(_ shape: Shape) -> Bool {
        switch shape {
        case .ranges, .segment: false
        default: true
        }
    }

    /// As it came while it names every label, else as it has to be.
    var configuration: [UInt8] {
        var config = given ?? maker?.config ?? LabelStudioConfig()
        var isComplete = given != nil
        for name in labels.keys.sorted() {
            if name == Self.relations, let known = config.relations {
                let more = (labels[name] ?? []).filter { !known.contains($0) }
                config.relations? += more
                if !more.isEmpty { isComplete = false }
            }
            guard let place = config.controls.firstIndex(where: { $0.name == name }) else { continue }
            let target = config.controls.firstIndex { merge.gives(labels: $0.name, to: config.controls[place]) } ?? place
            isComplete = add(labels[name] ?? [], to: target, &config) && isComplete
        }
        return isComplete ? Array(config.xml.utf8) : config.made()
    }

    /// True when all were there.
    private func add(_ names: [String], to place: Int, _ config: inout LabelStudioConfig) -> Bool {
        let control = config.controls[place]
        if control.tag == "Ranker" {
            config.controls[place].buckets += names.filter { !control.buckets.contains($0) }
            return config.controls[place].buckets == control.buckets
        }
        let known = Set(control.labels.map(\.name))
        let more = names.filter { name in !known.contains(name) && !(["Choices", "Taxonomy"].contains(control.tag) && known.contains { $0.hasSuffix("/" + name) || $0.hasPrefix(name + "/") }) }
        config.controls[place].labels += more.map { LabelDefinition(name: $0) }
        return more.isEmpty
    }
}
