import Foundation
import Kernels

/// A model on disk: numbers and names, nothing that runs.
///
/// | bytes | what |
/// |---|---|
/// | 7 | `WNMODEL` |
/// | 1 | version of this layout: `1` |
/// | 4 | length of the header, little-endian like every number here |
/// | ... | header: JSON object, keys sorted; its `parts` list name, type and count of what follows |
/// | ... | the parts, one behind the other |
/// | 8 | XXH64 of all bytes before, seed 0 |
///
/// Types of parts: `uint32`, `uint64`, `float32`, and `text` (UTF-8, counted in bytes, entries parted by line feeds).
public enum ModelFile {
    static let magic = Array("WNMODEL".utf8)
    static let version: UInt8 = UInt8(ascii: "1")

    /// One run of equal values.
    struct Part: Codable, Hashable {
        enum Kind: String, Codable { case uint32, uint64, float32, text }

        var name: String
        var kind: Kind
        var count: Int

        var width: Int {
            switch kind {
            case .uint32, .float32: 4
            case .uint64: 8
            case .text: 1
            }
        }
    }

    /// What every header says; models add members of their own.
    struct Envelope: Codable {
        var model: String
        var parts: [Part]
    }

    /// Name in `ModelCatalog` of the model in these bytes, without reading the model.
    public static func kind(of data: [UInt8]) throws(SuggestingError) -> String { try ModelReader(data).model }

    /// The kind of model does not matter: what is read can be predicted with.
    public static func version(of data: [UInt8]) -> String {
        [Hash64.of(data, seed: 0), Hash64.of(data, seed: 1)].map { hash in
            let digits = String(hash, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

/// Puts a model's header and parts together.
struct ModelWriter {
    private var parts: [ModelFile.Part] = []
    private var body: [UInt8] = []

    mutating func add(_ name: String, _ values: [Float]) { add(name, .float32, values.map { UInt64($0.bitPattern) }) }
    mutating func add(_ name: String, _ values: [UInt32]) { add(name, .uint32, values.map { UInt64($0) }) }
    mutating func add(_ name: String, _ values: [UInt64]) { add(name, .uint64, values) }

    mutating func add(_ name: String, lines: [String]) {
        let bytes = Array(lines.joined(separator: "\n").utf8)
        parts.append(.init(name: name, kind: .text, count: bytes.count))
        body += bytes
    }

    private mutating func add(_ name: String, _ kind: ModelFile.Part.Kind, _ values: [UInt64]) {
        let part = ModelFile.Part(name: name, kind: kind, count: values.count)
        parts.append(part)
        body.reserveCapacity(body.count + values.count * part.width)
        for value in values { Self.append(value, width: part.width, to: &body) }
    }

    /// - Parameter header: encodes to a JSON object; gets the members `model` and `parts`.
    func data(model: String, header: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = (try? encoder.encode(Joined(envelope: .init(model: model, parts: parts), header: header))) ?? Data()
        var bytes = ModelFile.magic + [ModelFile.version]
        Self.append(UInt64(json.count), width: 4, to: &bytes)
        bytes += json
        bytes += body
        Self.append(Hash64.of(bytes), width: 8, to: &bytes)
        return bytes
    }

    private static func append(_ value: UInt64, width: Int, to bytes: inout [UInt8]) {
        for place in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * place))) }
    }

    private struct Joined<Header: Encodable>: Encodable {
        var envelope: ModelFile.Envelope
        var header: Header

        func encode(to encoder: any Encoder) throws {
            try envelope.encode(to: encoder)
            try header.encode(to: encoder)
        }
    }
}

/// Takes a model's bytes apart. Every length is checked before it is used, so memory stays that of the file.
struct ModelReader {
    let model: String
    private let bytes: [UInt8]
    private let json: Range<Int>
    private let parts: [(part: ModelFile.Part, start: Int)]

    init(_ bytes: [UInt8]) throws(SuggestingError) {
        guard bytes.starts(with: ModelFile.magic) else { throw .notAModel("it does not begin with `WNMODEL`") }
        guard bytes.count >= 20 else { throw .notAModel("it ends at byte \(bytes.count), within the header") }
        guard bytes[7] == ModelFile.version else { throw .notAModel("its layout is version `\(Unicode.Scalar(bytes[7]))`, and `1` is read here") }
        let length = Int(Self.number(bytes, 8, width: 4))
        guard length <= bytes.count - 20 else { throw .notAModel("it ends at byte \(bytes.count), within a header of \(length) bytes") }
        json = 12..<12 + length
        guard let envelope = try? JSONDecoder().decode(ModelFile.Envelope.self, from: Data(bytes[json])) else {
            throw .notAModel("the header at byte 12 is not the documented JSON")
        }
        var place = json.upperBound
        var parts: [(part: ModelFile.Part, start: Int)] = []
        for part in envelope.parts {
            guard part.count >= 0, part.count <= (bytes.count - 8 - place) / part.width else {
                throw .notAModel("`\(part.name)` at byte \(place) is said to have \(part.count) values, more than the file has bytes for")
            }
            parts.append((part, place))
            place += part.count * part.width
        }
        guard place == bytes.count - 8 else { throw .notAModel("\(bytes.count - 8 - place) bytes follow its end at byte \(place)") }
        guard Self.number(bytes, place, width: 8) == bytes.withUnsafeBufferPointer({ Hash64.of(UnsafeBufferPointer(rebasing: $0[..<place])) }) else {
            throw .notAModel("its sum at byte \(place) does not fit its bytes: it was altered or damaged")
        }
        model = envelope.model
        self.bytes = bytes
        self.parts = parts
    }

    func header<Header: Decodable>(_ type: Header.Type) throws(SuggestingError) -> Header {
        guard let header = try? JSONDecoder().decode(type, from: Data(bytes[json])) else { throw .notAModel("the header at byte 12 is not that of `\(model)`") }
        return header
    }

    func words(_ name: String, count: Int? = nil) throws(SuggestingError) -> [UInt32] {
        try values(name, .uint32, count).map { UInt32(truncatingIfNeeded: $0) }
    }

    func longs(_ name: String, count: Int? = nil) throws(SuggestingError) -> [UInt64] { try values(name, .uint64, count) }

    func floats(_ name: String, count: Int? = nil) throws(SuggestingError) -> [Float] {
        let found = try values(name, .float32, count).map { Float(bitPattern: UInt32(truncatingIfNeeded: $0)) }
        if let place = found.firstIndex(where: { !$0.isFinite }) { throw .notAModel("value \(place) of `\(name)` is no finite number") }
        return found
    }

    func lines(_ name: String) throws(SuggestingError) -> [String] {
        let found = try part(name, .text, nil)
        if found.part.count == 0 { return [] }
        return String(decoding: bytes[found.start..<found.start + found.part.count], as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private func part(_ name: String, _ kind: ModelFile.Part.Kind, _ count: Int?) throws(SuggestingError) -> (part: ModelFile.Part, start: Int) {
        guard let found = parts.first(where: { $0.part.name == name }), found.part.kind == kind else { throw .notAModel("it has no `\(name)` of \(kind.rawValue)") }
        if let count, found.part.count != count { throw .notAModel("`\(name)` at byte \(found.start) has \(found.part.count) values where \(count) are due") }
        return found
    }

    private func values(_ name: String, _ kind: ModelFile.Part.Kind, _ count: Int?) throws(SuggestingError) -> [UInt64] {
        let found = try part(name, kind, count)
        let width = found.part.width
        return (0..<found.part.count).map { Self.number(bytes, found.start + $0 * width, width: width) }
    }

    private static func number(_ bytes: [UInt8], _ start: Int, width: Int) -> UInt64 {
        (0..<width).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
    }
}
