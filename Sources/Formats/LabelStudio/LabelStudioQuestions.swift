import Records

/// What the controls of a configuration ask, as questions; `LabelStudioDecoder` finds by it where a result belongs.
///
/// A control that draws boxes may turn them unless it says `canRotate="false"`: turned ones come under a second question,
/// named with `-rotated` behind. `Labels` beside a plain `Rectangle` on one picture are the rectangle's labels. Controls
/// asked per region are attributes of the regions, since only parts hang on parts here; a text per region of sound is
/// its transcript. Questions asked of parts (`of:`) are written as such controls.
struct LabelStudioQuestions: Sendable {
    /// What a control is to the reader.
    enum Meaning: Sendable, Hashable {
        case question(String, QuestionKind)
        /// Boxes, and the question turned ones belong to; either may be unwanted.
        case boxes(upright: String?, rotated: String?)
        /// Labels for the regions of other controls on the same object.
        case labels
        case attribute(AttributeDefinition)
        case transcript
        /// Somebody else's: kept, not understood or not wanted.
        case other
    }

    private(set) var questions: [Question] = []
    private(set) var meanings: [String: Meaning] = [:]
    private(set) var relations: String?
    private(set) var findings: [Finding] = []
    private let config: LabelStudioConfig
    private let names: QuestionNames

    init(_ config: LabelStudioConfig, _ names: QuestionNames, file: String) {
        self.config = config
        self.names = names
        // Those asked per region first: whether sound is transcribed depends on them.
        for control in config.controls where control.isPerRegion { meanings[control.name] = meaning(of: control, file) }
        for control in config.controls where !control.isPerRegion { meanings[control.name] = meaning(of: control, file) }
        for control in config.controls { declare(control) }
        if let labels = config.relations, let name = names.name(.relations, called: config.relationsName) {
            relations = name
            add(Question(name: name, kind: .relations, labels: labels.map { LabelDefinition(name: $0) }, isRequired: false))
        }
    }

    /// Questions whose answer may be "nothing there".
    var listed: [Question] { questions.filter { $0.kind.hasParts || $0.kind == .relations } }

    // MARK: Meanings

    private mutating func meaning(of control: LabelStudioConfig.Control, _ file: String) -> Meaning {
        let media = config.media(of: control), stated = control.attributes[LabelStudioConfigWriter.kindAttribute]
        if control.isPerRegion { return stated == LabelStudioConfigWriter.transcript ? .transcript : perRegion(control, media) }
        if let kind = stated.flatMap(QuestionKind.init), ![.boxes, .rotatedBoxes].contains(kind) { return wanted(kind, control) }
        if let kind = LabelStudioTag.drawnKind(control.tag) { return kind == .boxes ? boxes(control) : wanted(kind, control) }
        switch control.tag {
        case "Labels" where media == .image || media == .video: return .labels
        case "Labels", "HyperTextLabels", "ParagraphLabels": return media == .audio ? segments(control) : wanted(.spans, control)
        case "TimeSeriesLabels", "TimelineLabels": return wanted(.segments, control)
        case "VideoRectangle": return wanted(.tracks, control)
        case "Choices": return wanted(Self.choiceKind(control), control)
        case "Taxonomy": return wanted(.tree, control)
        case "Rating": return wanted(.rating, control)
        case "Number": return wanted(.number, control)
        case "DateTime": return wanted(Self.isDate(control) ? .date : .text, control)
        case "TextArea": return text(control)
        case "Pairwise": return wanted(.pairwise, control)
        case "Ranker": return wanted(.ranking, control)
        default:
            if LabelStudioTag.withoutCounterpart.contains(control.tag) {
                findings.append(Finding(
                    .warning, "label-studio.tag.no-counterpart", "`<\(control.tag)>` (`\(control.name)`) has no counterpart here; its results are kept in the items' metadata", at: Place(file: file)))
            }
            return .other
        }
    }

    private func wanted(_ kind: QuestionKind, _ control: LabelStudioConfig.Control) -> Meaning {
        names.name(kind, called: control.name).map { .question($0, kind) } ?? .other
    }

    private func boxes(_ control: LabelStudioConfig.Control) -> Meaning {
        if control.attributes[LabelStudioConfigWriter.kindAttribute] == QuestionKind.rotatedBoxes.rawValue {
            return .boxes(upright: nil, rotated: names.name(.rotatedBoxes, called: control.name))
        }
        let upright = names.name(.boxes, called: control.name)
        let rotated = control.attributes["canRotate"] == "false" ? nil : names.name(.rotatedBoxes, called: control.name + "-rotated")
        return upright == nil && rotated == nil ? .other : .boxes(upright: upright, rotated: rotated == upright ? nil : rotated)
    }

    private func segments(_ control: LabelStudioConfig.Control) -> Meaning {
        let isTranscribed = config.controls.contains { meanings[$0.name] == .transcript && $0.tag == "TextArea" && $0.isPerRegion && !Set($0.objects).isDisjoint(with: control.objects) }
        guard isTranscribed, let name = names.name(.transcripts, called: control.name) else { return wanted(.segments, control) }
        return .question(name, .transcripts)
    }

    private func text(_ control: LabelStudioConfig.Control) -> Meaning {
        if control.attributes["maxSubmissions"] == "1" { return wanted(.text, control) }
        // A project that asks for one text takes the lines of several.
        if let name = names.name(.texts, called: control.name) { return .question(name, .texts) }
        return wanted(.text, control)
    }

    private func perRegion(_ control: LabelStudioConfig.Control, _ media: Media?) -> Meaning {
        let options = control.labels.map(\.name)
        switch control.tag {
        case "Choices":
            guard Self.choiceKind(control) == .choice else { return .attribute(AttributeDefinition(name: control.name, kind: .text)) }
            let isFlag = options == ["true", "false"]
            return .attribute(AttributeDefinition(name: control.name, kind: isFlag ? .boolean : .choice, options: isFlag ? [] : options))
        case "Rating", "Number": return .attribute(AttributeDefinition(name: control.name, kind: .number))
        case "TextArea":
            let first = config.controls.first { $0.tag == "TextArea" && $0.isPerRegion && $0.objects == control.objects }
            let isStated = config.controls.contains { $0.attributes[LabelStudioConfigWriter.kindAttribute] == LabelStudioConfigWriter.transcript }
            return media == .audio && !isStated && first?.name == control.name ? .transcript : .attribute(AttributeDefinition(name: control.name, kind: .text))
        case "DateTime", "Taxonomy": return .attribute(AttributeDefinition(name: control.name, kind: .text))
        default: return .other
        }
    }

    static func choiceKind(_ control: LabelStudioConfig.Control) -> QuestionKind {
        if control.attributes["allowNested"] == "true" { return .tree }
        return control.attributes["choice"] == "multiple" ? .choices : .choice
    }

    private static func isDate(_ control: LabelStudioConfig.Control) -> Bool {
        let only = control.attributes["only"] ?? "", format = control.attributes["format"]
        return only.contains("date") && !only.contains("time") && (format == nil || format == "%Y-%m-%d")
    }

    // MARK: Questions

    private mutating func declare(_ control: LabelStudioConfig.Control) {
        switch meanings[control.name] {
        case .question(let name, let kind)?: declare(control, name, kind)
        case .boxes(let upright, let rotated)?:
            if let upright { declare(control, upright, .boxes) }
            if let rotated { declare(control, rotated, .rotatedBoxes) }
        default: break
        }
    }

    private mutating func declare(_ control: LabelStudioConfig.Control, _ name: String, _ kind: QuestionKind) {
        var question = Question(name: name, kind: kind, prompt: control.prompt, labels: control.labels, isRequired: control.isRequired)
        if kind.hasParts {
            let beside = config.controls.filter { !Set($0.objects).isDisjoint(with: control.objects) }
            for other in beside where meanings[other.name] == .labels { question.labels += other.labels.filter { label in !question.labels.contains { $0.name == label.name } } }
            question.attributes = beside.compactMap { if case .attribute(let attribute)? = meanings[$0.name] { attribute } else { nil } }
            question.allowsMultiple = control.attributes["choice"] == "multiple"
        }
        if kind == .rating { question.labels = Self.steps(control) }
        if kind == .ranking || kind == .pairwise { question.labels = [] }
        add(question)
    }

    private static func steps(_ control: LabelStudioConfig.Control) -> [LabelDefinition] {
        let most = control.attributes["maxRating"].flatMap(Int.init) ?? 5
        return (1...max(1, min(most, 100))).map { LabelDefinition(name: String($0)) }
    }

    /// Two controls may answer one question of a project: their labels are joined.
    private mutating func add(_ question: Question) {
        guard let place = questions.firstIndex(where: { $0.name == question.name }) else { return questions.append(question) }
        let known = Set(questions[place].labelNames)
        questions[place].labels += question.labels.filter { !known.contains($0.name) }
    }
}
