import Foundation
import Kernels

extension TextModel {
    /// The bytes to keep; `TextModelFile` documents them.
    public var data: [UInt8] { TextModelFile(features, terms, linear, calibration, labelNames, rows, seed).bytes }

    /// Reads what `data` wrote. Every length and number is checked before it is used.
    public init(data: [UInt8]) throws(SuggestingError) {
        var reader = TextModelReader(data)
        let header = try reader.header()
        let buckets = try reader.words(header.columns, "columns")
        for (place, bucket) in buckets.enumerated()
        where bucket >> UInt32(header.features.bits) != 0 || (place > 0 && bucket <= buckets[place - 1]) {
            throw .notAModel("column \(bucket) at place \(place) is out of order or range")
        }
        let weights = try reader.floats(header.columns, "term weights")
        let parameters = try reader.floats((header.columns + 1) * header.vectors, "weights").map { Double($0) }
        try reader.end()
        self.init(
            features: header.features,
            terms: TermWeights(buckets: buckets, weights: weights, bucketCount: 1 << header.features.bits),
            linear: LogisticModel(
                columnCount: header.columns, labelCount: header.labels.count, present: header.present,
                parameters: parameters, fit: header.fit),
            calibration: TemperatureScaling(temperature: header.temperature), labelNames: header.labels,
            rows: header.rows, seed: header.seed)
    }
}

private struct TextModelReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func header() throws(SuggestingError) -> TextModelFile.Header {
        guard bytes.starts(with: TextModelFile.magic) else { throw .notAModel("it does not begin with `WNTEXTM1`") }
        place = TextModelFile.magic.count
        let length = Int(try words(1, "header length")[0])
        guard length <= bytes.count - place else { throw .notAModel("it ends within the header") }
        guard let header = try? JSONDecoder().decode(TextModelFile.Header.self, from: Data(bytes[place..<place + length])) else {
            throw .notAModel("the header is not the documented JSON")
        }
        place += length
        try check(header)
        return header
    }

    private func check(_ header: TextModelFile.Header) throws(SuggestingError) {
        let features = header.features
        let isOrdered = zip(header.present, header.present.dropFirst()).allSatisfy(<)
        guard (1...24).contains(features.bits), (0...10).contains(features.longestWordRun),
            (0...20).contains(features.shortestCharacters), (0...20).contains(features.longestCharacters),
            (0...1 << features.bits).contains(header.columns), header.rows >= 0,
            header.present.count >= 2, isOrdered, header.present.allSatisfy(header.labels.indices.contains),
            header.vectors == (header.present.count == 2 ? 1 : header.present.count),
            header.temperature > 0, header.temperature.isFinite
        else { throw .notAModel("a number in the header is out of range") }
    }

    mutating func words(_ count: Int, _ what: String) throws(SuggestingError) -> [UInt32] {
        guard count <= (bytes.count - place) / 4 else { throw .notAModel("it ends within the \(what)") }
        let start = place
        place += 4 * count
        return bytes.withUnsafeBytes { bytes in
            (0..<count).map { UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 4 * $0, as: UInt32.self)) }
        }
    }

    mutating func floats(_ count: Int, _ what: String) throws(SuggestingError) -> [Float] {
        let values = try words(count, what).map(Float.init(bitPattern:))
        guard values.allSatisfy(\.isFinite) else { throw .notAModel("one of the \(what) is not a number") }
        return values
    }

    func end() throws(SuggestingError) {
        guard place == bytes.count else { throw .notAModel("\(bytes.count - place) bytes follow its end") }
    }
}
