import Records

/// The rows of one picture's text file as parts, what is left out, and what is to be said about them.
struct YOLOLabelFile {
    /// What the rows mean; the same for all files of a dataset.
    struct Meaning {
        var names: [String?]
        var joints: (count: Int, numbers: Int)?
        var task: YOLO.Task
        var questions: QuestionNames
    }

    private let file: String
    private let image: String
    private let size: PixelSize?
    private let meaning: Meaning
    private(set) var parts: [String: [Part]] = [:]
    /// Rows that cannot be used, as they stand.
    private(set) var leftOut: [JSONValue] = []
    /// What stands behind a box, by its part.
    private(set) var extras = JSONObject()
    private(set) var findings: [Finding] = []
    private var rows: [Range<Int>] = []
    private var digests: Set<UInt64> = []

    init(_ text: String, _ file: String, of image: String, _ size: PixelSize?, _ meaning: Meaning) {
        (self.file, self.image, self.size, self.meaning) = (file, image, size, meaning)
        var text = Self.unified(text)
        text.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            var (number, start) = (1, 0)
            for place in 0...bytes.count where place == bytes.count || bytes[place] == 10 {
                add(start..<(place > start && bytes[place - 1] == 13 ? place - 1 : place), of: bytes, number)
                (number, start) = (number + 1, place + 1)
            }
        }
    }

    /// With `\n` for whatever ends a line: there are five such characters beside it and `\r\n`, and few files have them.
    private static func unified(_ text: String) -> String {
        var isAfterReturn = false
        let isUsual = text.utf8.allSatisfy { byte in
            defer { isAfterReturn = byte == 13 }
            return byte < 0x80 && byte != 11 && byte != 12 && (!isAfterReturn || byte == 10)
        }
        return isUsual ? text : text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\n")
    }

    private mutating func add(_ range: Range<Int>, of bytes: UnsafeRawBufferPointer, _ number: Int) {
        let line = UnsafeRawBufferPointer(rebasing: bytes[range])
        if let size, let row = YOLOPlainRow(line), let label = label(row.index) {
            noteTwice(range, bytes, number)
            return take(YOLORow.box(row.shares, "r\(number)", label, size, meaning.questions), line, number)
        }
        let text = String(decoding: line, as: UTF8.self)
        guard let row = YOLORow(text[...], joints: meaning.joints, task: meaning.task) else { return }
        guard let size else { return leftOut.append(.string(text)) }
        noteTwice(range, bytes, number)
        take(row.parts("r\(number)", meaning.names, size, meaning.questions), line, number)
        if let extra = row.extra { extras["r\(number)"] = .string(extra) }
    }

    /// nil for a class there is not.
    private func label(_ index: Int) -> String? {
        if meaning.names.isEmpty { return String(index) }
        return index < meaning.names.count ? meaning.names[index] ?? String(index) : nil
    }

    private mutating func take(_ outcome: YOLORow.Outcome, _ line: UnsafeRawBufferPointer, _ number: Int) {
        for fault in outcome.faults { findings.append(Finding(fault.severity, fault.code, "row \(number) of `\(file)` \(fault.message)", at: place(number))) }
        if outcome.parts.isEmpty { leftOut.append(.string(String(decoding: line, as: UTF8.self))) }
        for (question, part) in outcome.parts { parts[question, default: []].append(part) }
    }

    private func place(_ number: Int) -> Place { Place(file: file, line: number, record: image) }

    private mutating func noteTwice(_ range: Range<Int>, _ bytes: UnsafeRawBufferPointer, _ number: Int) {
        defer { rows.append(range) }
        let line = bytes[range]
        // FNV-1a; rows of one digest are compared.
        let digest = line.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        guard !digests.insert(digest).inserted, rows.contains(where: { $0.count == range.count && bytes[$0].elementsEqual(line) }) else { return }
        findings.append(Finding(.warning, "yolo.row.twice", "row \(number) of `\(file)` is the same as one before", at: place(number)))
    }
}
