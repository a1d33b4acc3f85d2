/// What a definition says that cannot be meant: rules that hold whatever it was read from (file, browser, API).
///
/// Findings name the path in `place.record` (`questions[0].labels[1].key`); `DefinitionParser` turns that into line
/// and column.
public enum DefinitionCheck {
    public static func findings(in definition: TaskDefinition) -> [Finding] {
        var list = FindingList()
        if !isSlug(definition.project) {
            list.error("slug", "`\(definition.project)` is not a project name", "project", hint: "lower-case letters, digits and hyphens, such as `blood-cells`")
        }
        if definition.objective.allSatisfy(\.isWhitespace) { list.error("missing", "the objective is blank", "objective") }
        questions(definition, &list)
        sources(definition, &list)
        labelling(definition.labelling, &list)
        for key in definition.consensus.keys.sorted() { consensus(key, definition, &list) }
        if let splits = definition.splits { shares(splits, &list) }
        if let augment = definition.augment { Self.augment(augment, definition, &list) }
        if let weak = definition.weak { Self.weak(weak, definition, &list) }
        for (axis, values) in definition.environments.sorted(by: { $0.key < $1.key }) {
            if values.isEmpty { list.error("empty", "the axis `\(axis)` has no values", "environments.\(axis)") }
            duplicates(values, "environments.\(axis)", "value", &list)
        }
        return list.findings
    }

    /// Lower-case letters, digits and inner hyphens, at most 64.
    public static func isSlug(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, bytes.count <= 64, first != 45, last != 45 else { return false }
        return bytes.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45 }
    }

    // MARK: Questions

    private static func questions(_ definition: TaskDefinition, _ list: inout FindingList) {
        if definition.questions.isEmpty { list.error("empty", "there is no question", "questions") }
        duplicates(definition.questions.map(\.name), "questions", "question", suffix: ".name", &list)
        for (index, question) in definition.questions.enumerated() {
            let path = "questions[\(index)]"
            if !isName(question.name) {
                list.error("name", "`\(question.name)` cannot name a question", path + ".name", hint: "letters, digits, `_`, `-` and `.`")
            }
            if let media = question.kind.media, definition.media != .mixed, !media.contains(definition.media) {
                list.error("media", "`\(question.kind.rawValue)` cannot be asked of \(definition.media.rawValue)", path + ".kind",
                    hint: "it is asked of \(media.map(\.rawValue).joined(separator: ", "))")
            }
            parent(of: question, in: definition, path, &list)
            labels(question, path, &list)
            attributes(question, path, &list)
        }
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64 && text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || ("0"..."9").contains($0) || "_-.".unicodeScalars.contains($0) }
    }

    private static func parent(of question: Question, in definition: TaskDefinition, _ path: String, _ list: inout FindingList) {
        guard let name = question.of else { return }
        guard name != question.name, let parent = definition.question(named: name) else {
            let others = definition.questions.filter { $0.kind.hasParts && $0.name != question.name }.map(\.name)
            return list.error("of", "`\(question.name)` is asked of parts of `\(name)`, which is no other question", path + ".of", hint: NearestName.hint(name, among: others))
        }
        if !parent.kind.hasParts {
            list.error("of", "`\(name)` is a `\(parent.kind.rawValue)` question and has no parts to ask `\(question.name)` of", path + ".of")
        }
    }

    private static func labels(_ question: Question, _ path: String, _ list: inout FindingList) {
        if question.kind.needsLabels, question.labels.isEmpty {
            list.error("labels", "the question `\(question.name)` has no labels to choose from", path)
        }
        duplicates(question.labelNames, path + ".labels", "label", &list)
        var keys: [String: String] = [:]
        for (index, label) in question.labels.enumerated() {
            let at = "\(path).labels[\(index)]"
            if label.name.allSatisfy(\.isWhitespace) { list.error("labels", "a label is blank", at) }
            if let colour = label.colour, !(1...7).contains(colour) { list.error("colour", "colour `\(colour)` is not from 1 to 7", at + ".colour") }
            if let quota = label.quota, quota < 0 { list.error("quota", "quota `\(quota)` is below zero", at + ".quota") }
            guard let key = label.key else { continue }
            if key.count != 1 { list.error("key", "key `\(key)` is not one character", at + ".key") }
            if let other = keys.updateValue(label.name, forKey: key.lowercased()) {
                list.error("duplicate-shortcut", "key `\(key)` is that of `\(other)` already", at + ".key")
            }
        }
    }

    private static func attributes(_ question: Question, _ path: String, _ list: inout FindingList) {
        duplicates(question.attributes.map(\.name), path + ".attributes", "attribute", suffix: ".name", &list)
        for (index, attribute) in question.attributes.enumerated() {
            let at = "\(path).attributes[\(index)]"
            if attribute.kind == .choice, attribute.options.isEmpty { list.error("options", "the attribute `\(attribute.name)` has no options", at) }
            duplicates(attribute.options, at + ".options", "option", &list)
            if let value = attribute.default, !attribute.allows(value) {
                list.error("default", "`\(value.text())` is not a value of the \(attribute.kind.rawValue) attribute `\(attribute.name)`", at + ".default")
            }
        }
    }

    // MARK: Sources, labelling, consensus, splits

    private static func sources(_ definition: TaskDefinition, _ list: inout FindingList) {
        duplicates(definition.sources.map(\.name), "sources", "source", suffix: ".name", &list)
        for (index, source) in definition.sources.enumerated() {
            let path = "sources[\(index)]"
            if let licence = source.licence {
                list.findings += LicenceTerms.gate([licence], use: definition.use).map { LicenceTerms.placed($0, path + ".licence") }
            } else {
                list.warning("licence-missing", "the source `\(source.name)` has no licence; its items are quarantined", path, hint: "add `licence:` with an SPDX name such as `CC-BY-4.0`, or `own`")
            }
            if !["internal", "external", "synthetic"].contains(source.origin) {
                list.error("unknown-value", "origin cannot be `\(source.origin)`", path + ".origin", hint: NearestName.hint(source.origin, among: ["internal", "external", "synthetic"]))
            }
            for question in source.known.keys.sorted() where definition.question(named: question) == nil {
                list.error("known", "`known` names the question `\(question)`, which does not exist", "\(path).known.\(question)",
                    hint: NearestName.hint(question, among: definition.questions.map(\.name)))
            }
        }
    }

    private static func labelling(_ policy: LabellingPolicy, _ list: inout FindingList) {
        if policy.overlapFrom < 1 { list.error("overlap", "an overlap of `\(policy.overlapFrom)` means nobody labels", "labelling.overlap") }
        if policy.overlapTo < policy.overlapFrom {
            list.error("overlap", "overlap goes from \(policy.overlapFrom) down to \(policy.overlapTo)", "labelling.overlap")
        }
        if let settle = policy.settle, !(settle > 0 && settle <= 1) { list.error("share", "`settle` is a probability above 0 and up to 1, not `\(settle)`", "labelling.overlap.settle") }
        if !(policy.leaseMinutes > 0) { list.error("lease", "a lease of `\(policy.leaseMinutes)` minutes is over at once", "labelling.lease.minutes") }
        if !(policy.heartbeatSeconds > 0) || policy.heartbeatSeconds >= policy.leaseMinutes * 60 {
            list.error("lease", "a heartbeat every `\(policy.heartbeatSeconds)` seconds does not keep a lease of \(policy.leaseMinutes) minutes", "labelling.lease.heartbeat")
        }
        for (name, share) in [("gold", policy.goldShare), ("review", policy.reviewShare)] where !(0...1).contains(share) {
            list.error("share", "the share of `\(name)` is from 0 to 1, not `\(share)`", "labelling.\(name)")
        }
    }

    private static func consensus(_ key: String, _ definition: TaskDefinition, _ list: inout FindingList) {
        guard definition.question(named: key) == nil, QuestionKind(rawValue: key) == nil else { return }
        list.error("consensus", "`\(key)` is neither a question nor a kind of question", "consensus.\(key)",
            hint: NearestName.hint(key, among: definition.questions.map(\.name) + QuestionKind.allCases.map(\.rawValue)))
    }

    private static func shares(_ splits: SplitPolicy, _ list: inout FindingList) {
        if splits.shares.isEmpty { return list.error("shares", "no split is named", "splits", hint: "such as `{train: 0.8, validation: 0.1, test: 0.1}`") }
        for share in splits.shares where !(share.share > 0 && share.share <= 1) {
            list.error("shares", "the share of `\(share.name)` is above 0 and up to 1, not `\(share.share)`", "splits.\(share.name)")
        }
        duplicates(splits.shares.map(\.name), "splits", "split", &list)
        let sum = splits.shares.reduce(0) { $0 + $1.share }
        if !((sum - 1).magnitude <= 1e-6) { list.error("shares", "the shares add up to \((sum * 1e6).rounded() / 1e6), not 1", "splits") }
    }

    private static func duplicates(_ names: [String], _ path: String, _ what: String, suffix: String = "", _ list: inout FindingList) {
        var seen: Set<String> = []
        for (index, name) in names.enumerated() where !seen.insert(name).inserted {
            list.error("duplicate", "the \(what) `\(name)` comes twice", "\(path)[\(index)]\(suffix)")
        }
    }
}

extension AttributeDefinition {
    /// Whether a value is one this attribute can have.
    public func allows(_ value: JSONValue) -> Bool {
        switch kind {
        case .boolean: value.bool != nil
        case .number: value.double != nil
        case .text: value.string != nil
        case .choice: value.string.map(options.contains) ?? false
        }
    }
}

/// Findings in the making, each about a path in the definition.
struct FindingList {
    var findings: [Finding] = []

    mutating func error(_ code: String, _ message: String, _ path: String, hint: String? = nil) {
        findings.append(Finding(.error, "definition.\(code)", message, at: Place(record: path), hint: hint))
    }

    mutating func warning(_ code: String, _ message: String, _ path: String, hint: String? = nil) {
        findings.append(Finding(.warning, "definition.\(code)", message, at: Place(record: path), hint: hint))
    }
}
