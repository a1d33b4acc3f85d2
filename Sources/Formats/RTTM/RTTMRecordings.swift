import Records

/// The recordings of one file, each given when its last line has been read, in the order of their first lines. How many lines
/// each has is counted before.
final class RTTMRecordings {
    struct Recording {
        var key: String
        var split: String?
        var place: Place
        var segments: [RTTMLine] = []
        var others: [JSONValue] = []
        var extent: (from: Double, to: Double)?
        var channels: Set<String> = []
        /// How many lines are still to come.
        var left = 0

        mutating func add(_ line: RTTMLine, _ text: String) {
            left -= 1
            if line.type == "SPEAKER" {
                segments.append(line)
                channels.insert(line.channel)
            } else { others.append(.string(text)) }
        }
    }

    /// Recordings by name while the lines are counted.
    struct Survey {
        let split: String?
        fileprivate var order: [String] = []
        fileprivate var found: [String: Recording] = [:]

        init(split: String?) { self.split = split }

        mutating func add(extent: (from: Double, to: Double), of key: String, _ place: Place) {
            see(key, place)
            let before = found[key]?.extent ?? extent
            found[key]?.extent = (min(extent.from, before.from), max(extent.to, before.to))
        }

        mutating func add(lineOf key: String, _ place: Place) {
            see(key, place)
            found[key]?.left += 1
        }

        private mutating func see(_ key: String, _ place: Place) {
            guard found[key] == nil else { return }
            order.append(key)
            found[key] = Recording(key: key, split: split, place: Place(file: place.file, line: place.line, record: key))
        }
    }

    private let order: [String]
    private var place = 0
    private var open: [String: Recording]
    private let lines: TimedLines

    init(_ survey: Survey, _ lines: TimedLines) { (order, open, self.lines) = (survey.order, survey.found, lines) }

    /// nil at the end.
    func next() throws -> Recording? {
        guard place < order.count else { return nil }
        let key = order[place]
        while let left = open[key]?.left, left > 0, let line = try lines.next() { take(line.text) }
        place += 1
        return open.removeValue(forKey: key)
    }

    private func take(_ text: String) {
        guard RTTMLine.counts(text), let line = try? RTTMLine(text) else { return }
        open[line.recording]?.add(line, text)
    }
}
