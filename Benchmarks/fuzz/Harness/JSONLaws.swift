@testable import Formats
import Records

/// JSON as a text, as a list of any length, and line by line: the three ways must understand the same.
enum JSONLaws {
    @Sendable static func text(_ bytes: [UInt8]) throws {
        let value = try JSONParser.parse(bytes)
        let written = value.bytes()
        let again = try? JSONParser.parse(written)
        law(again == value, "what was read is written and read again as the same", String(decoding: written, as: UTF8.self))
        law(again?.bytes() == written, "and gives the same bytes")
        let sorted = value.bytes(sorted: true)
        law((try? JSONParser.parse(sorted)) == value, "sorted keys change no value")
    }

    @Sendable static func list(_ bytes: [UInt8]) throws {
        let whole = try? JSONParser.parse(bytes)
        walk(bytes, whole)
        let reader = try JSONListReader(ByteSource(memory: bytes))
        let (records, findings) = try read(reader)
        if let elements = whole?.array {
            law(records.map(\.fields) == elements.compactMap(\.object), "a list is read as the same elements one by one")
            law(findings.count == elements.count { $0.object == nil }, "and what is no object is told", "\(findings)")
        }
        guard let middle = records.dropFirst(records.count / 2).first else { return }
        let from = ReadPosition(offset: 0, line: 0, record: middle.number)
        let rest = try read(JSONListReader(ByteSource(memory: bytes), from: from)).records
        law(rest.map(\.fields) == records.filter { $0.number > middle.number }.map(\.fields), "reading goes on where it was left")
    }

    @Sendable static func lines(_ bytes: [UInt8]) throws {
        let reader = try JSONLinesReader(ByteSource(memory: bytes))
        guard let first = try reader.next() else { return }
        let position = reader.position
        let rest = try read(reader).records
        let sink = ByteSink(memory: "lines")
        let writer = JSONLinesWriter(sink)
        for record in [first] + rest { try writer.write(record.fields) }
        try writer.finish()
        let (again, findings) = try read(JSONLinesReader(ByteSource(memory: sink.contents)))
        law(findings.isEmpty && again.map(\.fields) == ([first] + rest).map(\.fields), "lines are written and read again as the same", "\(findings)")
        law(try read(JSONLinesReader(ByteSource(memory: bytes), from: position)).records == rest, "reading goes on where it was left")
    }

    private static func read(_ reader: any RecordReader) throws -> (records: [RawRecord], findings: [Finding]) {
        var records: [RawRecord] = []
        var findings: [Finding] = []
        while let record = try reader.next() {
            records.append(record)
            findings += reader.takeFindings()
        }
        return (records, findings + reader.takeFindings())
    }

    // MARK: Walking

    /// Opens three levels, takes what is below them as values, and must come to what the parser found.
    private static func walk(_ bytes: [UInt8], _ whole: JSONValue?) {
        var walked: JSONValue?
        var findings: [Finding] = []
        do {
            let walk = try JSONWalk(ByteSource(memory: bytes))
            walked = try value(walk, levels: 3)
            try walk.finish()
            walk.findings.close(file: "(memory)")
            findings = walk.findings.take()
        } catch { walked = nil }
        guard let whole else { return }
        law(walked == whole && findings.isEmpty, "a walk sees what the parser sees", "\(walked?.text() ?? "nothing") \(findings)")
    }

    private static func value(_ walk: JSONWalk, levels: Int) throws -> JSONValue? {
        guard levels > 0 else { return try walk.value("a value") }
        if try walk.enter(object: true) {
            var members: [(key: String, value: JSONValue)] = []
            while let key = try walk.nextKey() { if let value = try value(walk, levels: levels - 1) { members.append((key, value)) } }
            return .object(JSONObject(members))
        }
        guard try walk.enter(object: false) else { return try walk.value("a value") }
        var elements: [JSONValue] = []
        while try walk.nextElement() { if let value = try value(walk, levels: levels - 1) { elements.append(value) } }
        return .array(elements)
    }
}
