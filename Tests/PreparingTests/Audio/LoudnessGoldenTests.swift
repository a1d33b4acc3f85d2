import Foundation
import Kernels
import Testing

@Suite("Loudness as pyloudnorm")
struct LoudnessGoldenTests {
    struct Golden: Decodable {
        struct Case: Decodable {
            var rate: Int
            /// For each channel: seconds, hertz, amplitude.
            var channels: [[[Double]]]
            var loudness: Double
        }

        var cases: [Case]
    }

    static let cases: [Golden.Case] = {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-audio.json")
        return (try? JSONDecoder().decode(Golden.self, from: Data(contentsOf: url)))?.cases ?? []
    }()

    @Test("equals pyloudnorm with the filters of the recommendation, at every rate and number of channels")
    func golden() throws {
        #expect(Self.cases.count == 28)
        for one in Self.cases {
            let samples = Self.drawn(one)
            var meter = try #require(LoudnessMeter(sampleRate: one.rate, channels: one.channels.count))
            samples.withUnsafeBufferPointer { meter.add($0) }
            let measured = try #require(meter.integrated)
            #expect(abs(measured - one.loudness) < 0.001, "\(one.rate), \(one.channels.count): \(measured) for \(one.loudness)")
        }
    }

    static func drawn(_ one: Golden.Case) -> [Float] {
        let columns = one.channels.map { parts -> [Float] in
            var column: [Float] = []
            for part in parts {
                let start = column.count, count = Int((part[0] * Double(one.rate)).rounded())
                column += (start..<start + count).map { Float(part[2] * sin(2 * .pi * part[1] * Double($0) / Double(one.rate))) }
            }
            return column
        }
        return columns[0].indices.flatMap { frame in columns.map { $0[frame] } }
    }
}
