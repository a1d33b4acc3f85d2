import Records

/// One line of RTTM: `SPEAKER call1 1 0.50 2.25 <NA> <NA> spkA <NA> <NA>`.
struct RTTMLine {
    var type: String
    var recording: String
    var channel: String
    var from: Double
    var to: Double
    var label: String?
    var score: Double?
    /// Fields 6 and 7 (orthography, sub-type) and 10, where they say something.
    var extras: JSONObject = [:]

    enum Fault: Error { case fields(Int), number(String), length(String) }

    static func looksRight(_ head: String) -> Bool {
        let line = head.split(whereSeparator: \.isNewline).first { !$0.hasPrefix(";;") && !$0.allSatisfy(\.isWhitespace) }
        guard let fields = line?.split(whereSeparator: \.isWhitespace), fields.count == 9 || fields.count == 10 else { return false }
        return types.contains(String(fields[0])) && (DecimalText.number(fields[3]) != nil || fields[3] == RTTM.absent)
    }

    /// What white space divides. In ASCII bytes are characters, which is far quicker.
    static func fields(_ line: String) -> [Substring] {
        guard line.utf8.allSatisfy({ $0 < 0x80 }) else { return line.split(whereSeparator: \.isWhitespace) }
        return line.utf8.split { $0 == 32 || 9...13 ~= $0 }.map { Substring($0) }
    }

    /// Neither a comment nor empty.
    static func counts(_ line: String) -> Bool { !line.hasPrefix(";") && !line.allSatisfy(\.isWhitespace) }

    static let types: Set<String> = [
        "SPEAKER", "SPKR-INFO", "LEXEME", "NON-LEX", "NON-SPEECH", "FILLER", "EDIT", "IP", "SU", "CB", "A/P", "SEGMENT", "NOSCORE", "NO_RT_METADATA",
    ]

    init(_ line: String) throws(Fault) {
        let fields = Self.fields(line)
        guard fields.count == 9 || fields.count == 10 else { throw .fields(fields.count) }
        type = String(fields[0])
        recording = RTTM.text(fields[1])
        channel = String(fields[2])
        label = fields[7] == RTTM.absent ? nil : RTTM.text(fields[7])
        (from, to) = (0, 0)
        guard type == "SPEAKER" else { return }
        guard let onset = DecimalText.number(fields[3]) else { throw .number(String(fields[3])) }
        guard let length = DecimalText.number(fields[4]) else { throw .number(String(fields[4])) }
        guard length >= 0 else { throw .length(String(fields[4])) }
        from = onset
        to = Self.sum(onset, length)
        if fields[8] != RTTM.absent {
            guard let value = DecimalText.number(fields[8]) else { throw .number(String(fields[8])) }
            score = value
        }
        for (name, place) in [("orthography", 5), ("subtype", 6), ("lookahead", 9)] where place < fields.count && fields[place] != RTTM.absent {
            extras[name] = .string(String(fields[place]))
        }
    }

    init(recording: String, channel: String, from: Double, to: Double, label: String?, score: Double?, extras: JSONObject) {
        type = "SPEAKER"
        (self.recording, self.channel, self.from, self.to, self.label, self.score, self.extras) = (recording, channel, from, to, label, score, extras)
    }

    /// The sum of two decimals is a decimal: 0.1 + 0.2 is 0.3, to the microsecond or finer.
    private static func sum(_ onset: Double, _ length: Double) -> Double {
        let (first, second) = ((onset * 1e9).rounded(), (length * 1e9).rounded())
        guard first.magnitude < 9e15, second < 9e15, first / 1e9 == onset, second / 1e9 == length else { return onset + length }
        return (first + second) / 1e9
    }

    /// The other way round, for what was rounded to the microsecond.
    private static func difference(_ to: Double, _ from: Double) -> Double {
        let (last, first) = ((to * 1e6).rounded(), (from * 1e6).rounded())
        return last.magnitude < 9e15 ? (last - first) / 1e6 : to - from
    }

    var text: String {
        func extra(_ name: String) -> String { extras[name]?.string.flatMap { $0.isEmpty || $0.contains(where: \.isWhitespace) ? nil : $0 } ?? RTTM.absent }
        return [
            type, RTTM.field(recording), channel, DecimalText.text(from), DecimalText.text(Self.difference(to, from)), extra("orthography"), extra("subtype"),
            label.map(RTTM.field) ?? RTTM.absent, score.map(DecimalText.text) ?? RTTM.absent, extra("lookahead"),
        ].joined(separator: " ")
    }
}
