import Yams

/// The grammar of `winnow.yaml`, one function per section (MODEL.md 1).
extension DefinitionReader {
    static let topKeys = [
        "winnow", "project", "objective", "purpose", "metric", "use", "media", "questions", "environments", "guidelines", "sources",
        "prepare", "labelling", "consensus", "splits", "augment", "weak", "ship",
    ]

    mutating func definition(_ root: Node) -> TaskDefinition? {
        guard let top = table(root, "", known: Self.topKeys, what: "the definition") else { return nil }
        grammarVersion(top)
        let project = required(top, "project", of: "the definition")
        let objective = required(top, "objective", of: "the definition")
        let media = word(top, "media", Media.self)
        if !top.has("media") { add("missing", "the definition has no `media`", at: top.place, hint: NearestName.hint("", among: Media.allCases.map(\.rawValue))) }
        return TaskDefinition(
            project: project ?? "", objective: objective ?? "", purpose: text(top, "purpose"), metric: metric(top),
            use: word(top, "use", TaskDefinition.Use.self) ?? .commercial, media: media ?? .mixed, questions: questions(top),
            environments: environments(top), guidelines: text(top, "guidelines") ?? "", sources: sources(top),
            prepare: steps(top), labelling: labelling(top), consensus: consensus(top), splits: splits(top), augment: augment(top), weak: weak(top),
            ship: ships(top))
    }

    private mutating func grammarVersion(_ top: Table) {
        guard top.has("winnow") else {
            return add("missing", "the definition has no `winnow`", at: top.place, hint: "begin the file with `winnow: 1`")
        }
        if let version = whole(top, "winnow"), version != 1, let node = node(top, "winnow") {
            add("grammar", "grammar version `\(version)` is not known here", at: place(node), hint: "this program reads `winnow: 1`")
        }
    }

    private mutating func metric(_ top: Table) -> TaskDefinition.Metric? {
        guard let metric = table(top, "metric", known: ["name", "target"]) else { return nil }
        let name = required(metric, "name", of: "`metric`")
        if !metric.has("target") { add("missing", "`metric` has no `target`", at: metric.place) }
        guard let name, let target = number(metric, "target") else { return nil }
        return .init(name: name, target: target)
    }

    private mutating func environments(_ top: Table) -> [String: [String]] {
        guard let axes = table(top, "environments", known: nil) else { return [:] }
        var result: [String: [String]] = [:]
        for axis in axes.keys { result[axis] = texts(axes, axis) }
        return result
    }

    // MARK: Questions

    private mutating func questions(_ top: Table) -> [Question] {
        if !top.has("questions") { add("missing", "the definition has no `questions`", at: top.place) }
        return list(top, "questions").compactMap { question($0.node, $0.path) }
    }

    private mutating func question(_ node: Node, _ path: String) -> Question? {
        let known = ["name", "kind", "prompt", "labels", "attributes", "required", "unknown", "multiple", "of"]
        guard let table = table(node, path, known: known, what: "a question") else { return nil }
        let name = required(table, "name", of: "a question")
        if !table.has("kind") { add("missing", "a question has no `kind`", at: table.place) }
        guard let kind = word(table, "kind", QuestionKind.self), let name else { return nil }
        return Question(
            name: name, kind: kind, prompt: text(table, "prompt") ?? "", labels: labels(table), attributes: attributes(table),
            isRequired: flag(table, "required") ?? true, allowsUnknown: flag(table, "unknown") ?? false,
            allowsMultiple: flag(table, "multiple") ?? false, of: text(table, "of"))
    }

    private mutating func labels(_ question: Table) -> [LabelDefinition] {
        list(question, "labels").compactMap { node, path -> LabelDefinition? in
            if case .scalar = node { return text(node, path).map { LabelDefinition(name: $0) } }
            guard let label = table(node, path, known: ["name", "key", "colour", "quota", "about"], what: "a label") else { return nil }
            guard let name = required(label, "name", of: "a label") else { return nil }
            return LabelDefinition(
                name: name, key: text(label, "key"), colour: whole(label, "colour"), quota: whole(label, "quota"), about: text(label, "about"))
        }
    }

    private mutating func attributes(_ question: Table) -> [AttributeDefinition] {
        list(question, "attributes").compactMap { node, path -> AttributeDefinition? in
            guard let table = table(node, path, known: ["name", "kind", "options", "default"], what: "an attribute") else { return nil }
            let name = required(table, "name", of: "an attribute")
            if !table.has("kind") { add("missing", "an attribute has no `kind`", at: table.place) }
            guard let kind = word(table, "kind", AttributeDefinition.Kind.self), let name else { return nil }
            return AttributeDefinition(
                name: name, kind: kind, options: texts(table, "options"), default: self.node(table, "default").map(YAMLScalar.json))
        }
    }

    // MARK: Sources and steps

    private mutating func sources(_ top: Table) -> [SourceDeclaration] {
        list(top, "sources").compactMap { node, path -> SourceDeclaration? in
            guard let table = table(node, path, known: nil, what: "a source") else { return nil }
            let name = required(table, "name", of: "a source")
            let kind = required(table, "kind", of: "a source")
            guard let name, let kind else { return nil }
            return SourceDeclaration(
                name: name, kind: kind, licence: text(table, "licence").flatMap { Licence($0) }, attribution: text(table, "attribution"),
                origin: text(table, "origin") ?? "external", known: known(table),
                settings: settings(table, without: ["name", "kind", "licence", "attribution", "origin", "known"]))
        }
    }

    private mutating func known(_ source: Table) -> [String: String] {
        guard let columns = table(source, "known", known: nil) else { return [:] }
        var result: [String: String] = [:]
        for question in columns.keys { result[question] = text(columns, question) }
        return result
    }

    private mutating func steps(_ top: Table) -> [StepDeclaration] {
        list(top, "prepare").compactMap { node, path -> StepDeclaration? in
            if case .scalar = node { return text(node, path).map { StepDeclaration(step: $0) } }
            guard let table = table(node, path, known: nil, what: "a step") else { return nil }
            guard let step = required(table, "step", of: "a step") else { return nil }
            return StepDeclaration(step: step, settings: settings(table, without: ["step"]))
        }
    }

    private mutating func ships(_ top: Table) -> [ShipDeclaration] {
        list(top, "ship").compactMap { node, path -> ShipDeclaration? in
            guard let table = table(node, path, known: nil, what: "a shipment") else { return nil }
            let format = required(table, "format", of: "a shipment")
            let to = required(table, "to", of: "a shipment")
            guard let format, let to else { return nil }
            return ShipDeclaration(format: format, to: to, settings: settings(table, without: ["format", "to"]))
        }
    }

    // MARK: Labelling, consensus, splits

    private mutating func labelling(_ top: Table) -> LabellingPolicy {
        var policy = LabellingPolicy()
        guard let table = table(top, "labelling", known: ["overlap", "pilot", "lease", "gold", "review"]) else { return policy }
        overlap(table, &policy)
        if let pilot = self.table(table, "pilot", known: nil) { policy.pilot = settings(pilot) }
        if let lease = self.table(table, "lease", known: ["minutes", "heartbeat"]) {
            policy.leaseMinutes = number(lease, "minutes") ?? policy.leaseMinutes
            policy.heartbeatSeconds = number(lease, "heartbeat") ?? policy.heartbeatSeconds
        }
        policy.goldShare = share(table, "gold")
        policy.reviewShare = share(table, "review")
        return policy
    }

    /// `overlap: 2` or `overlap: {from: 2, to: 5, settle: 0.9}`.
    private mutating func overlap(_ labelling: Table, _ policy: inout LabellingPolicy) {
        guard let node = node(labelling, "overlap") else { return }
        if case .scalar = node {
            policy.overlapFrom = whole(labelling, "overlap") ?? policy.overlapFrom
            policy.overlapTo = policy.overlapFrom
        } else if let table = table(labelling, "overlap", known: ["from", "to", "settle"]) {
            policy.overlapFrom = whole(table, "from") ?? policy.overlapFrom
            policy.overlapTo = whole(table, "to") ?? policy.overlapFrom
            policy.settle = number(table, "settle")
        }
    }

    /// `review: 0.1` or `review: {share: 0.1}`.
    private mutating func share(_ labelling: Table, _ key: String) -> Double {
        guard let node = node(labelling, key) else { return 0 }
        if case .scalar = node { return number(labelling, key) ?? 0 }
        return table(labelling, key, known: ["share"]).flatMap { number($0, "share") } ?? 0
    }

    /// `choice: dawid-skene` is short for `choice: {method: dawid-skene}`.
    private mutating func consensus(_ top: Table) -> [String: JSONObject] {
        guard let table = table(top, "consensus", known: nil) else { return [:] }
        var result: [String: JSONObject] = [:]
        for key in table.keys {
            if case .scalar? = node(table, key) {
                result[key] = text(table, key).map { ["method": .string($0)] }
            } else if let settings = self.table(table, key, known: nil) {
                result[key] = self.settings(settings)
            }
        }
        return result
    }

    private mutating func splits(_ top: Table) -> SplitPolicy? {
        guard let table = table(top, "splits", known: nil) else { return nil }
        let options = ["stratify", "group", "seed"]
        var shares: [SplitShare] = []
        for name in table.keys where !options.contains(name) {
            if let share = number(table, name) { shares.append(SplitShare(name: name, share: share)) }
        }
        return SplitPolicy(shares: shares, stratify: text(table, "stratify"), group: text(table, "group"), seed: seed(table, "seed") ?? 0)
    }
}
