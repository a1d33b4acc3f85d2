import Formats
import Preparing
import Records

/// What of a file's records decides their sides; only what the options ask for is held.
struct SplitRecords {
    private(set) var keys: [String] = []
    private(set) var strata: [String?] = []
    private(set) var labels: [[String]] = []
    /// Of each record, joined over all fields and near copies; empty without any.
    private(set) var groups: [String?] = []
    /// Side of an earlier split by key.
    private(set) var earlier: [String: String] = [:]
    private(set) var times = TimeField()
    /// Groups of near copies, and the records in them.
    private(set) var copies: (groups: Int, records: Int)?

    init(_ file: RecordFile, _ options: SplitFileOptions, _ findings: inout FileFindings, watch: ReadWatch?) throws {
        let groupOptions = options.groups.indices.map { "--group \($0 + 1)" }
        let named: [(String, String?)] = [("--key", options.key), ("--stratify", options.stratify), ("--labels", options.labels), ("--copies", options.copies), ("--time", options.time)]
        var fields = SplitFieldReader(file, named + zip(groupOptions, options.groups.map(String?.some)))
        var groupings = [[String?]](repeating: [], count: options.groups.count)
        var texts = NearDuplicateTexts(try NearDuplicateSettings([:]))
        var shared = SharedTexts()
        try file.forEach(&findings, watch: watch) { record, findings in
            let key = fields.text("--key", record, &findings) ?? String(record.number)
            keys.append(key)
            if options.stratify != nil { strata.append(fields.text("--stratify", record, &findings).map { shared[$0] }) }
            if options.labels != nil { labels.append(Self.labels(fields.value("--labels", record, &findings), options.separator ?? "|").map { shared[$0] }) }
            for (place, option) in groupOptions.enumerated() { groupings[place].append(fields.text(option, record, &findings).map { shared[$0] }) }
            if options.copies != nil, let text = fields.text("--copies", record, &findings) { texts.add(ItemID(raw: Int64(keys.count - 1)), text) }
            if options.time != nil { add(time: fields.value("--time", record, &findings), of: record, in: file, &findings) }
            if let keep = options.keep, let side = RecordFile.text(record.fields[keep]), !side.isEmpty { earlier[key] = shared[side] }
        }
        try fields.refuseUnknown()
        if let keep = options.keep, earlier.isEmpty, !file.fields.contains(keep), !keys.isEmpty { throw file.unknownField(keep, option: "--keep") }
        try join(groupings, options.copies == nil ? nil : texts)
    }

    private mutating func add(time: JSONValue?, of record: RawRecord, in file: RecordFile, _ findings: inout FileFindings) {
        guard !times.add(time), let time else { return }
        let shown = String((RecordFile.text(time) ?? "").unicodeScalars.prefix(60).map(Character.init))
        findings.add(Finding(
            .warning, "split.time-unread", "`\(shown)` is neither a number nor a date", at: Place(file: file.name, line: record.line),
            hint: "dates look like `2026-01-31` or `2026-01-31T10:00:00Z`"))
    }

    /// One field alone names its groups; several, and copies, are joined.
    private mutating func join(_ groupings: [[String?]], _ texts: NearDuplicateTexts?) throws {
        guard let texts else {
            if groupings.count == 1 { groups = groupings[0] } else if groupings.count > 1 { groups = JoinedGroups.names(keys: keys, groupings: groupings) }
            return
        }
        let found = texts.result().groups.map { $0.members.map { Int($0.raw) } }
        copies = (found.count, found.reduce(0) { $0 + $1.count })
        let pairs = found.flatMap { group in group.dropFirst().map { (group[0], $0) } }
        groups = JoinedGroups.names(keys: keys, groupings: groupings, pairs: pairs)
    }

    /// Of a list its entries; of a text what stands between separators.
    private static func labels(_ value: JSONValue?, _ separator: String) -> [String] {
        if let list = value?.array { return list.compactMap { RecordFile.text($0) }.filter { !$0.isEmpty } }
        guard let text = RecordFile.text(value) else { return [] }
        return text.split(separator: separator).map { String($0.trimming(while: \.isWhitespace)) }.filter { !$0.isEmpty }
    }

    var items: [SplitItem] {
        keys.indices.map { SplitItem(key: keys[$0], stratum: strata.isEmpty ? nil : strata[$0], group: groups.isEmpty ? nil : groups[$0]) }
    }

    var labelled: [MultiLabelItem] { keys.indices.map { MultiLabelItem(key: keys[$0], labels: labels[$0], group: groups.isEmpty ? nil : groups[$0]) } }

    func timed() throws(Finding) -> [TimedItem] {
        let times = try times.times()
        return keys.indices.map { TimedItem(key: keys[$0], time: times[$0]) }
    }
}

/// Equal texts held once.
private struct SharedTexts {
    private var known: Set<String> = []

    subscript(text: String) -> String {
        // Short texts stand in the value itself.
        mutating get { text.utf8.count < 16 ? text : known.insert(text).memberAfterInsert }
    }
}

extension Substring {
    fileprivate func trimming(while isSpace: (Character) -> Bool) -> Substring {
        var rest = self
        while let first = rest.first, isSpace(first) { rest.removeFirst() }
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest
    }
}
