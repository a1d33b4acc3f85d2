import Records

/// Writes a text and an `.ann` file per item, in a folder per split, and `annotation.conf` with every type that occurs.
///
/// Spans keep their ids where those are brat's (`T1`), and get the next free ones otherwise.
final class BratWriter: DatasetWriter {
    static let typeRewritten = "brat.type-rewritten"
    static let nameChanged = "brat.name-changed"
    static let noteRewritten = "brat.note-rewritten"
    static let valueAsText = "brat.attribute-as-text"
    static let attributeLeftOut = "brat.attribute-left-out"
    static let relationLeftOut = "brat.relation-left-out"
    static let lineLeftOut = "brat.line-left-out"
    static let losses = [typeRewritten, nameChanged, noteRewritten, valueAsText, attributeLeftOut, relationLeftOut, lineLeftOut]

    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private let layout: DatasetLayout
    private var names = ImageNames()
    private var configuration = BratConfiguration()
    private var labels = BratLabels()
    private let hasRelations: Bool

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        self.layout = layout
        losses = LossLedger(format: "brat", policy: layout.onLoss)
        hasRelations = layout.questions.contains { $0.kind == .relations }
        for question in layout.questions {
            let list: WritableKeyPath<BratConfiguration, [String]> = question.kind == .spans ? \.entities : \.relations
            for label in question.labelNames { note(labels.type(of: label).type, in: list) }
            for attribute in question.attributes where question.kind == .spans && attribute.kind == .choice {
                for option in attribute.options { note(attribute: BratLabels.type(attribute.name), value: option) }
            }
        }
        configuration.events = layout.header["brat"]?["events"]?.array?.compactMap(\.string).map(BratLabels.type) ?? []
    }

    @discardableResult
    func write(_ item: LabelledItem) throws -> [String: String] {
        let split = SafeNames.safe(item.splitName)
        if !configuration.splits.contains(split) { configuration.splits.append(split) }
        let name = names.name(for: item.key, below: split, flat: false)
        if !name.isKept { try losses.adapt(Self.nameChanged, LossExample(item: item.key)) }
        let path = "\(split)/\(name.stem)\(name.ending)"
        if hasRelations, item.answer(.relations, layout.questions) == nil { configuration.withoutRelations.append(path) }
        try folder.write(item.text ?? "", to: "\(path).txt")
        try folder.write(try lines(item).map { $0 + "\n" }.joined(), to: "\(path).ann")
        return [:]
    }

    func finish() throws {
        try folder.write(configuration.text, to: Brat.configuration)
        if let shown = labels.text { try folder.write(shown, to: BratLabels.fileName) }
    }

    private func lines(_ item: LabelledItem) throws -> [String] {
        let scalars = Array((item.text ?? "").unicodeScalars)
        let parts = item.parts(.spans, layout.questions) ?? []
        let ids = Self.ids(parts)
        var lines = try parts.map { part in try span(part, ids[part.id] ?? part.id, scalars, item.key) }
        lines += try relations(item, ids)
        var number = 0
        for part in parts {
            for (name, value) in part.attributes.members {
                guard let line = try attribute(name, value, of: ids[part.id] ?? part.id, LossExample(item: item.key, part: part.id)) else { continue }
                number += 1
                lines.append("A\(number)\t\(line)")
            }
        }
        for (place, part) in parts.filter({ $0.note != nil }).enumerated() {
            lines.append("#\(place + 1)\tAnnotatorNotes \(ids[part.id] ?? part.id)\t\(try note(part, item.key))")
        }
        return lines + (try kept(item, lines))
    }

    private func span(_ part: Part, _ id: String, _ scalars: [Unicode.Scalar], _ item: String) throws -> String {
        let type = try type(part.labels.first ?? "", LossExample(item: item, part: part.id))
        note(type, in: \.entities)
        guard case .ranges(let ranges) = part.shape else { return "" }
        let pieces = ranges.map { range in
            String(String.UnicodeScalarView(scalars[range[0]..<range[1]].map { $0 == "\n" || $0 == "\r" || $0 == "\t" ? " " : $0 }))
        }
        return BratLine.span(id: id, type: type, ranges: ranges, text: pieces.joined(separator: " ")).text
    }

    private func relations(_ item: LabelledItem, _ ids: [String: String]) throws -> [String] {
        guard case .relations(let relations)? = item.answer(.relations, layout.questions) else { return [] }
        let own = item.metadata["brat"]?["relations"]?.array?.compactMap(\.string) ?? []
        let given = own.count == relations.count && Set(own).count == own.count ? own : (0..<relations.count).map { "R\($0 + 1)" }
        return try zip(given, relations).compactMap { id, relation in
            let example = LossExample(item: item.key)
            guard let from = ids[relation.from], let to = ids[relation.to], let label = relation.labels.first else {
                try losses.drop(Self.relationLeftOut, example)
                return nil
            }
            if relation.labels.count > 1 { try losses.drop(Self.relationLeftOut, example, count: relation.labels.count - 1) }
            let type = try type(label, example)
            note(type, in: \.relations)
            return BratLine.relation(id: id, type: type, arguments: [.init(role: "Arg1", target: from), .init(role: "Arg2", target: to)]).text
        }
    }

    /// `Negated T1` or `Sure T1 high`; nil for one that says no.
    private func attribute(_ name: String, _ value: JSONValue, of id: String, _ example: LossExample) throws -> String? {
        let type = try type(name, example)
        switch value {
        case .bool(true):
            note(attribute: type, value: nil)
            return "\(type) \(id)"
        case .bool(false):
            note(attribute: type, value: "false")
            return "\(type) \(id) false"
        case .string(let text) where !text.isEmpty && text == Self.oneLine(text) && !text.hasPrefix(" ") && !text.hasSuffix(" ") && !text.contains("  "):
            note(attribute: type, value: text)
            return "\(type) \(id) \(text)"
        default:
            let text = Self.oneLine(value.string ?? AttributeText.text(value)).split(separator: " ").joined(separator: " ")
            guard !text.isEmpty else {
                try losses.drop(Self.attributeLeftOut, example)
                return nil
            }
            try losses.adapt(Self.valueAsText, example)
            note(attribute: type, value: text)
            return "\(type) \(id) \(text)"
        }
    }

    private func note(_ part: Part, _ item: String) throws -> String {
        let note = part.note ?? ""
        let line = Self.oneLine(note)
        if line != note { try losses.adapt(Self.noteRewritten, LossExample(item: item, part: part.id)) }
        return line
    }

    /// Lines that a reader kept, unless they speak of what is no longer there or take an id that is given.
    private func kept(_ item: LabelledItem, _ lines: [String]) throws -> [String] {
        let own = (item.metadata["brat"]?["lines"]?.array ?? []).compactMap(\.string).compactMap(BratLine.init)
        guard !own.isEmpty else { return [] }
        var ids = Set(lines.compactMap { $0.split(separator: "\t").first.map(String.init) })
        let events = Set(own.compactMap { if case .event(let id, _, _, _) = $0 { id } else { nil } })
        return try own.compactMap { line in
            let fits = line.targets.allSatisfy { !$0.hasPrefix("T") || ids.contains($0) } && line.targets.allSatisfy { !$0.hasPrefix("E") || events.contains($0) }
            guard fits else {
                try losses.drop(Self.lineLeftOut, LossExample(item: item.key))
                return nil
            }
            return line.renamed(&ids).text
        }
    }

    // MARK: Names

    private static func ids(_ parts: [Part]) -> [String: String] {
        func isOwn(_ id: String) -> Bool { id.hasPrefix("T") && id.count > 1 && id.dropFirst().allSatisfy(\.isWholeNumber) && id.unicodeScalars.allSatisfy(\.isASCII) }
        let own = Set(parts.map(\.id).filter(isOwn))
        var ids: [String: String] = [:]
        var next = 1
        for part in parts {
            if isOwn(part.id) { ids[part.id] = part.id; continue }
            while own.contains("T\(next)") { next += 1 }
            ids[part.id] = "T\(next)"
            next += 1
        }
        return ids
    }

    private func type(_ name: String, _ example: LossExample) throws -> String {
        let (type, isKept) = labels.type(of: name)
        if !isKept { try losses.adapt(Self.typeRewritten, example) }
        return type
    }

    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || $0 == "\r" || $0 == "\t" ? " " : $0 }))
    }

    private func note(_ type: String, in list: WritableKeyPath<BratConfiguration, [String]>) {
        if !configuration[keyPath: list].contains(type) { configuration[keyPath: list].append(type) }
    }

    private func note(attribute name: String, value: String?) {
        let place = configuration.attributes.firstIndex { $0.name == name } ?? configuration.attributes.count
        if place == configuration.attributes.count { configuration.attributes.append((name, [])) }
        if let value, !configuration.attributes[place].values.contains(value) { configuration.attributes[place].values.append(value) }
    }
}

extension BratLine {
    /// What the line speaks of.
    var targets: [String] {
        switch self {
        case .span: []
        case .relation(_, _, let arguments): arguments.map(\.target)
        case .event(_, _, let trigger, let arguments): [trigger] + arguments.map(\.target)
        case .attribute(_, _, let target, _), .reference(_, let target, _, _), .note(_, _, let target, _): [target]
        case .equal(_, let members): members
        }
    }

    /// With an id that nobody has; events keep theirs, since others speak of them.
    func renamed(_ taken: inout Set<String>) -> BratLine {
        func free(_ id: String) -> String {
            guard taken.contains(id), let sign = id.first else { taken.insert(id); return id }
            var number = 1
            while taken.contains("\(sign)\(number)") { number += 1 }
            taken.insert("\(sign)\(number)")
            return "\(sign)\(number)"
        }
        switch self {
        case .attribute(let id, let name, let target, let value): return .attribute(id: free(id), name: name, target: target, value: value)
        case .note(let id, let type, let target, let text): return .note(id: free(id), type: type, target: target, text: text)
        case .reference(let id, let target, let entry, let text): return .reference(id: free(id), target: target, entry: entry, text: text)
        case .relation(let id, let type, let arguments): return .relation(id: free(id), type: type, arguments: arguments)
        case .event(let id, _, _, _), .span(let id, _, _, _):
            taken.insert(id)
            return self
        case .equal: return self
        }
    }
}
