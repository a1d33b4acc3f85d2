import Records

/// What is to be covered in which file, as people or models said: a file of JSON lines (or CSV), one or several places a
/// line.
///
///     {"file": "street/0042.jpg", "x": 120, "y": 40, "width": 64, "height": 80}
///     {"file": "street/0042.jpg", "boxes": [{"x": 10, "y": 10, "width": 20, "height": 20}]}
///     {"file": "call.wav", "start": 3.2, "end": 4.75}
///
/// Boxes are pixels of the upright picture from its upper left corner, stretches are seconds. A line that cannot be read
/// is a finding with its number; the file it names must then not be written, since what it should hide would show.
/// Memory: all places of all files.
struct CoveredSpans: Sendable {
    struct Box: Sendable, Hashable {
        var x: Double
        var y: Double
        var width: Double
        var height: Double
    }

    struct Places: Sendable {
        var boxes: [Box] = []
        var stretches: [Range<Double>] = []
        /// A line about this file was bad.
        var isDoubtful = false
    }

    private(set) var byFile: [String: Places] = [:]

    static func read(_ path: String, _ findings: inout FileFindings) throws -> CoveredSpans {
        let file = try RecordFile(path)
        var spans = CoveredSpans()
        try file.forEach(&findings) { record, findings in
            if let wrong = spans.add(record.fields) { findings.add(Finding(.error, "spans.line", wrong, at: Place(file: file.name, line: record.line), hint: hint)) }
        }
        return spans
    }

    private static let hint = "a line is {\"file\": …, \"x\": …, \"y\": …, \"width\": …, \"height\": …} in pixels, or {\"file\": …, \"start\": …, \"end\": …} in seconds"

    /// - Returns: what is wrong with the line.
    private mutating func add(_ fields: JSONObject) -> String? {
        guard let file = fields["file"]?.string, !file.isEmpty else { return "the line names no `file`" }
        var places = byFile[file] ?? Places()
        defer { byFile[file] = places }
        guard let members = Self.members(fields) else {
            places.isDoubtful = true
            return "`boxes` is a list of objects"
        }
        for member in members {
            if let box = Self.box(member) { places.boxes.append(box) } else if let stretch = Self.stretch(member) { places.stretches.append(stretch) } else {
                places.isDoubtful = true
                return "the line about `\(file)` has neither a box with sides above 0 nor a stretch that ends after its start"
            }
        }
        return nil
    }

    /// The line itself, or those it lists.
    private static func members(_ fields: JSONObject) -> [JSONObject]? {
        guard let listed = fields["boxes"] else { return [fields] }
        guard let list = listed.array, !list.isEmpty else { return nil }
        let objects = list.compactMap(\.object)
        return objects.count == list.count ? objects : nil
    }

    private static func box(_ fields: JSONObject) -> Box? {
        func number(_ name: String) -> Double? { RecordFile.number(fields[name]).flatMap { $0.isFinite ? $0 : nil } }
        guard let x = number("x"), let y = number("y"), let width = number("width"), let height = number("height"), width > 0, height > 0 else { return nil }
        return Box(x: x, y: y, width: width, height: height)
    }

    private static func stretch(_ fields: JSONObject) -> Range<Double>? {
        guard let start = RecordFile.number(fields["start"]), let end = RecordFile.number(fields["end"]), start.isFinite, end.isFinite, start >= 0, end > start else { return nil }
        return start..<end
    }
}
