import Records

/// NIST RTTM: who speaks when, a line per segment, several recordings in a file. Ten fields; nine, without the last, in
/// old files. A file per split is written, and beside it a UEM file with the extent of each recording, which is also
/// how a recording in which nobody speaks is told. Fields have no spaces, so those of keys and labels become `%20`.
/// Memory: the names of one file's recordings, and the lines of those that have begun and not ended, since the lines of a
/// recording may be apart.
public enum RTTM {
    public static let card = FormatCard(
        name: "rttm", summary: "NIST RTTM: a line per segment with its speaker, for diarisation", extensions: ["rttm"],
        capacity: FormatCapacity(
            media: [.audio, .video], kinds: [.segments], extras: [.keys, .splits, .scores, .noLabel, .emptyAnswers, .overlappingSegments, .channels], decimals: 6),
        loses: [RTTMWriter.channelLeftOut, TimedWriter.code("rttm", TimedWriter.backwards)])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try RTTMReader(reading: $0, options: $1) }, writer: { RTTMWriter($0, layout: $1) })

    static let absent = "<NA>"

    static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = input.files("rttm")
        guard let first = files.first(where: { RTTMLine.looksRight(input.headText($0)) }) ?? (input.files("uem").isEmpty ? nil : files.first) else { return nil }
        return .init(confidence: 0.97, reason: "`\(first)` has lines of RTTM")
    }

    // MARK: Fields without spaces

    static func field(_ text: String) -> String {
        if text.isEmpty || text == absent { return text.isEmpty ? "%" : "%3CNA>" }
        var field = ""
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || scalar == "%" || scalar.value < 32 || (field.isEmpty && scalar == ";") {
                for byte in String(scalar).utf8 { field += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
            } else { field.unicodeScalars.append(scalar) }
        }
        return field
    }

    /// `%20` and the like undone; what is no such sequence stays.
    static func text(_ field: some StringProtocol) -> String {
        guard field.utf8.contains(UInt8(ascii: "%")) else { return String(field) }
        if field == "%" { return "" }
        let bytes = Array(field.utf8)
        var text: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count, let byte = UInt8(String(decoding: bytes[(place + 1)...(place + 2)], as: UTF8.self), radix: 16), bytes[place + 1] != 43, bytes[place + 1] != 45 {
                text.append(byte)
                place += 3
            } else {
                text.append(bytes[place])
                place += 1
            }
        }
        return String(validating: text, as: UTF8.self) ?? String(field)
    }
}
