import Foundation
import Kernels

/// A text model on disk: numbers and names, nothing that runs.
///
/// | bytes | what |
/// |---|---|
/// | 8 | `WNTEXTM1` |
/// | 4 | length of the header, little-endian like every number here |
/// | ... | header: JSON object, keys sorted: features, labels, present, rows, seed, temperature, columns, vectors, fit |
/// | 4 * columns | hashed column of each feature, ascending, `UInt32` |
/// | 4 * columns | term weight of each, `Float32` |
/// | 4 * columns * vectors | weights, row-major, `Float32` |
/// | 4 * vectors | intercepts, `Float32` |
struct TextModelFile {
    struct Header: Codable {
        var features: TextFeatures
        var labels: [String]
        var present: [Int]
        var rows: Int
        var seed: UInt64
        var temperature: Double
        var columns: Int
        var vectors: Int
        var fit: LogisticModel.Fit
    }

    static let magic = Array("WNTEXTM1".utf8)
    let bytes: [UInt8]

    init(
        _ features: TextFeatures, _ terms: TermWeights, _ linear: LogisticModel, _ calibration: TemperatureScaling,
        _ labelNames: [String], _ rows: Int, _ seed: UInt64
    ) {
        let header = Header(
            features: features, labels: labelNames, present: linear.present, rows: rows, seed: seed,
            temperature: calibration.temperature, columns: terms.buckets.count, vectors: linear.vectors, fit: linear.fit)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = (try? encoder.encode(header)) ?? Data()
        var bytes = Self.magic
        Self.append([UInt32(json.count)], to: &bytes)
        bytes.append(contentsOf: json)
        Self.append(terms.buckets, to: &bytes)
        Self.append(terms.weights.map(\.bitPattern), to: &bytes)
        Self.append(linear.weights.map { Float($0).bitPattern }, to: &bytes)
        Self.append(linear.intercepts.map { Float($0).bitPattern }, to: &bytes)
        self.bytes = bytes
    }

    /// 128 bits in hexadecimal.
    var version: String {
        [Hash64.of(bytes, seed: 0), Hash64.of(bytes, seed: 1)].map { hash in
            let digits = String(hash, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    private static func append(_ values: [UInt32], to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + 4 * values.count)
        for value in values {
            for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
        }
    }
}
