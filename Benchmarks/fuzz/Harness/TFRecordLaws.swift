@testable import Formats
import Records

/// TFRecord files and what is in them. The first byte: 0, the file as it is; 1, one record whose checksums are made
/// right, since changes would seldom hit them; 2, the text of a label map.
enum TFRecordLaws {
    @Sendable static func file(_ bytes: [UInt8]) throws {
        guard let mode = bytes.first else { return }
        let body = Array(bytes.dropFirst())
        if mode % 3 == 2 { return labelMap(String(decoding: body, as: UTF8.self)) }
        let file = mode % 3 == 0 ? body : TFRecordFrames.frame(body)
        try frames(file)
        let options = DatasetReadOptions(needsFiles: false)
        let reader = try TFRecordReader(DatasetInput(memoryFile("all.tfrecord", file)), options: options)
        while let item = try reader.next() { law(!item.key.isEmpty, "every item has a key") }
    }

    private static func frames(_ file: [UInt8]) throws {
        var frames = TFRecordFrames(try ByteSource(memory: file))
        var written: [UInt8] = []
        while let data = (try? frames.next()) ?? nil {
            written += TFRecordFrames.frame(data)
            if let example = try? TFExample(data) { self.example(example) }
        }
        let isPacked = try ByteSource(memory: file).compression != .none
        law(isPacked || file.starts(with: written), "records stand in the file as they are written")
    }

    private static func example(_ example: TFExample) {
        let written = example.encoded
        // As bytes, because NaN is not NaN.
        law((try? TFExample(written))?.encoded == written, "an example is written and read again as the same")
    }

    private static func labelMap(_ text: String) {
        guard let map = TFLabelMap(text) else { return }
        law(TFLabelMap(map.text)?.entries == map.entries, "a label map is written and read again as the same", map.text)
    }
}
