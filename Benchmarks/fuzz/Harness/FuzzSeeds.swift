@testable import Formats
import Glibc
import Records

/// Seeds that only a writer can make. `FUZZ_SEEDS=FOLDER` writes them; the others are written by hand.
enum FuzzSeeds {
    static func write(to folder: String) throws {
        func put(_ target: String, _ name: String, _ bytes: [UInt8]) throws {
            mkdir("\(folder)/\(target)", 0o755)
            let sink = try ByteSink(path: "\(folder)/\(target)/\(name)", compression: Compression.none)
            try sink.write(bytes)
            try sink.finish()
        }
        for (name, compression) in [("plain", Compression.none), ("gzip", .gzip), ("zstd", .zstd)] { try put("parquet", name, parquet(compression)) }
        try put("parquet", "empty", parquet(.none, rows: 0))
        let levels: [UInt32] = [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 2, 1, 0, 3, 2]
        try put("parquet-parts", "run-lengths", [1, 2, 0] + RunLengthWriter.encode(levels[...], width: 2))
        try put("parquet-parts", "snappy", [0, 12, 0, 12, 4 << 2, 97, 98, 99, 100, 101, 1 | 3 << 2, 5])
        try put("parquet-parts", "thrift", [2, 0, 0, 0x15, 4, 0x19, 0x2C, 0x18, 2, 97, 98, 0, 0x11, 0, 0x1B, 1, 0x85, 2, 4, 0x16, 9, 0])
        let message = message
        try put("message-pack", "every-kind", MessagePackWriter.bytes(of: message))
        let file = docBin
        try put("docbin", "packed", ZlibBytes.deflate(file))
        try put("docbin", "plain", file)
        let example = example
        try put("tfrecord", "file", [0] + TFRecordFrames.frame(example.encoded) + TFRecordFrames.frame(TFExample().encoded))
        try put("tfrecord", "example", [1] + example.encoded)
        try put("tfrecord", "label-map", [2] + TFLabelMap(entries: [.init(id: 1, name: "mug \"x\""), .init(id: 7, name: "b", display: "B\n")]).text.utf8)
        try put("rle", "coco", [0, 2, 0, 0, 19] + Array(COCORuns.encode([9, 2, 2, 2, 5]).utf8))
        try put("rle", "cvat", [1, 4, 3, 1, 255] + Array("2, 3, 4, 1, 2".utf8))
        if let size = PixelSize(width: 4, height: 3), let stream = LabelStudioBrush.bytes(Mask(size: [3, 4], runs: [2, 3, 4, 1, 2]), size) {
            try put("rle", "brush", [2, 3, 2, 0, 0] + stream)
        }
    }

    private static func parquet(_ compression: Compression, rows: Int = 3) throws -> [UInt8] {
        let columns = [
            ParquetColumn("k", .text, isOptional: false), ParquetColumn("b", .boolean), ParquetColumn("i", .int32), ParquetColumn("l", .int64), ParquetColumn("d", .double),
            ParquetColumn("t", listOf: .text), ParquetColumn("g", .group([ParquetColumn("x", .bytes), ParquetColumn("y", .text)])),
            ParquetColumn("n", .list(ParquetColumn("element", .list(ParquetColumn("element", .double))))),
        ]
        let sink = ByteSink(memory: "seed")
        let writer = ParquetWriter(sink, columns: columns, compression: compression, rowsPerGroup: 2)
        for row in 0..<rows {
            try writer.write([
                .text("a"), row == 1 ? .null : .bool(true), .int(Int64(row)), .int(-5), .double(0.5), .list([.text("a"), .null, .text("b")]),
                .group([.bytes([0, 255]), .null]), row == 2 ? .null : .list([.list([.double(1), .double(2)]), .list([])]),
            ])
        }
        try writer.finish(metadata: [("huggingface", "{}")])
        try sink.finish()
        return sink.contents
    }

    private static var message: MessagePackValue {
        .map([
            MessagePackMember("a", .array([.null, .bool(true), .int(-3), .int(200), .int(-40000), .unsigned(.max), .double(1.5)])),
            MessagePackMember(.int(7), .bytes([1, 2, 3])), MessagePackMember("é", .other(type: 5, [9])), MessagePackMember("long", .string(String(repeating: "x", count: 40))),
        ])
    }

    /// Two documents of spaCy, unpacked: one of two words with an entity, a category and a group of spans, one without words.
    private static var docBin: [UInt8] {
        let names = ["Ada", "met"], attributes = DocBinFile.Attribute.allCases
        let numbers = names.flatMap { word in attributes.map { attribute -> UInt64 in
            switch attribute {
            case .orth: SpaCyStrings.hash(word)
            case .entIOB: word == "Ada" ? 3 : 2
            case .entType: word == "Ada" ? SpaCyStrings.hash("PER") : 0
            default: 0
            }
        } }
        let group = DocBinGroup(name: "sc", keys: ["sc"], spans: [.init(id: 0, kb: 0, label: SpaCyStrings.hash("PER"), tokens: 0..<1, characters: 0..<3)])
        func little(_ numbers: [some FixedWidthInteger]) -> MessagePackValue { .bytes(numbers.flatMap { number in withUnsafeBytes(of: number.littleEndian, Array.init) }) }
        return MessagePackWriter.bytes(of: .map([
            MessagePackMember("version", .double(0.1)), MessagePackMember("attrs", .array(attributes.map { .int(Int64($0.rawValue)) })),
            MessagePackMember("tokens", little(numbers)), MessagePackMember("spaces", .bytes([1, 0])), MessagePackMember("lengths", little([UInt32(2), 0])),
            MessagePackMember("strings", .array((names + ["PER", "sc"]).map { .string($0) })),
            MessagePackMember("cats", .array([.map([MessagePackMember("good", .double(1))]), .map([])])), MessagePackMember("flags", .array([.map([]), .map([])])),
            MessagePackMember("span_groups", .array([.bytes(DocBinGroup.bytes([group])), .bytes(DocBinGroup.bytes([]))])),
            MessagePackMember("user_data", .array([.bytes(MessagePackWriter.bytes(of: .map([MessagePackMember("a", .int(1))]))), .null])),
        ]))
    }

    private static var example: TFExample {
        var example = TFExample()
        example.set("image/filename", texts: ["k1.jpg"])
        example["image/width"] = .ints([200])
        example["image/height"] = .ints([100])
        for corner in TFObjects.corners { example["image/object/bbox/\(corner)"] = .floats([0.25, 0.5]) }
        example.set("image/object/class/text", texts: ["mug", "cup"])
        example["image/object/class/label"] = .ints([1, -1])
        example["note"] = .floats([1.5, .nan])
        return example
    }
}
