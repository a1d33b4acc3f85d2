import Formats
import Foundation
import Kernels
import Records
import Suggesting

/// Events of files as lines of JSON: `id`, `time`, `prediction`, and where they are known `probabilities` (by label) or
/// `confidence`, `model`, `slices` (by kind), `payload`.
///
/// Each event is given once, however often its id comes: ids are told apart by 64 bits of a hash, 8 to 32 bytes of memory
/// each, so that of a million events two are taken for one with a probability of 3e-8. A line without id, time or prediction
/// is a finding and left out.
struct EventFile {
    let paths: [String]
    /// Pipes are kept once and read as often as need be.
    private let files: [RecordFile]
    private(set) var repeated = 0

    init(_ paths: [String]) throws {
        self.paths = paths
        files = try paths.map { try RecordFile($0) }
    }

    /// - Parameter isTold: whether what is wrong goes to the findings; said in the first pass only.
    mutating func each(_ findings: inout FileFindings, isTold: Bool, watch: ReadWatch? = nil, _ body: (StreamEvent) throws -> Void) throws {
        var seen = HashSet64(bound: .max)
        repeated = 0
        for file in files {
            var found = FileFindings()
            try file.forEach(&found, watch: watch) { record, found in
                guard let event = Self.event(record, of: file.name, &found) else { return }
                guard seen.insert(Hash64.of(event.id, seed: UInt64(bitPattern: Int64(event.day.number)))) else { return repeated += 1 }
                try body(event)
            }
            if isTold { findings.join(found) }
        }
    }

    private static func event(_ record: RawRecord, of name: String, _ findings: inout FileFindings) -> StreamEvent? {
        let fields = record.fields
        guard let id = RecordFile.text(fields["id"]), !id.isEmpty, let prediction = RecordFile.text(fields["prediction"]), let time = time(fields["time"]) else {
            findings.add(Finding(
                .error, "loop.record", "the record needs an `id`, a `prediction` and a `time`", at: Place(file: name, line: record.line),
                hint: "times are seconds since 1970 or like 2026-11-21T15:04:05Z"))
            return nil
        }
        return StreamEvent(
            id: id, time: time, payload: RecordFile.text(fields["payload"]), prediction: prediction, probabilities: probabilities(fields, prediction),
            model: RecordFile.text(fields["model"]), slices: slices(fields["slices"]))
    }

    /// Ten thousand years before and after; a number beyond is no time.
    private static func time(_ value: JSONValue?) -> Timestamp? {
        guard let text = RecordFile.text(value), let seconds = VoteTime.seconds(text), abs(seconds) < 3e11 else { return nil }
        return Timestamp(milliseconds: Int64((seconds * 1000).rounded(.down)))
    }

    private static func probabilities(_ fields: JSONObject, _ prediction: String) -> [String: Double] {
        var found: [String: Double] = [:]
        for (label, value) in fields["probabilities"]?.object?.members ?? [] { if let number = RecordFile.number(value), (0...1).contains(number) { found[label] = number } }
        if let confidence = RecordFile.number(fields["confidence"]), (0...1).contains(confidence), found[prediction] == nil { found[prediction] = confidence }
        return found
    }

    private static func slices(_ value: JSONValue?) -> [String: String] {
        var found: [String: String] = [:]
        for (kind, value) in value?.object?.members ?? [] { if let text = RecordFile.text(value), !text.isEmpty { found[kind] = text } }
        return found
    }
}
